"""One number a bucket and section, added up both ways, and the plot of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .asked import Scope
from .pieces import Chart, bar_chart
from .plots import Series


@dataclass(frozen=True)
class Tally:
    """`values` are by bucket, in the order of the period."""

    values: list[int]
    per_section: Counter[int | None]

    @property
    def total(self) -> int:
        return self.per_section.total()

    def share(self, count: int) -> str:
        return f"{round(100 * count / self.total)} %"


def tallied(counts: Iterable[tuple[int, int | None, int]], *, scope: Scope) -> Tally:
    """Adds up rows of a bucket from 1, a section and a number."""
    per_bucket: Counter[int] = Counter()
    per_section: Counter[int | None] = Counter()
    for bucket, section, count in counts:
        per_bucket[bucket] += count
        per_section[section] += count
    return Tally([per_bucket[place] for place in range(1, len(scope.buckets) + 1)], per_section)


def chart(tally: Tally, *, key: str, title: str, name: str, scope: Scope) -> Chart:
    telling = _("In all: %(count)s. Days: %(days)s. The highest bar: %(most)s.")
    return bar_chart(
        key,
        title,
        telling=telling % {"count": tally.total, "days": scope.days, "most": max(tally.values)},
        scope=scope,
        series=[Series("first", name, tally.values)],
    )
