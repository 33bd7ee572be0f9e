"""What readers read, as it is counted for “Most read”: without anything of a reader, and for two weeks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from articles.models import Publication
from newsroom.readership.models import HourlyReads

from .asked import Scope
from .measures import BucketOf
from .pieces import Figure, Report, bar_chart, by_section
from .plots import Series, plain

LISTED = 100


@dataclass(frozen=True)
class Read:
    """A story, and how often it was read."""

    publication: Publication
    reads: int


def reads(scope: Scope) -> QuerySet[HourlyReads]:
    return HourlyReads.objects.filter(scope.within("hour", section="publication__article__section"))


def counts(scope: Scope) -> list[tuple[int, int | None, int]]:
    """Bucket from 1, section of the publication, and number of reads."""
    buckets = reads(scope).order_by().values_list(BucketOf("hour", scope.buckets), "publication__section")
    return list(buckets.annotate(count=Sum("reads")))


def listed(scope: Scope) -> list[Read]:
    """The stories that were read most, the most read first."""
    totals = reads(scope).values_list("publication").annotate(total=Sum("reads")).order_by("-total", "-publication")
    found = dict(totals[:LISTED])
    stories = Publication.objects.select_related("article__section").defer("body_html", "article__body")
    by_key = stories.in_bulk(found)
    return [Read(by_key[key], total) for key, total in found.items()]


def report(scope: Scope) -> Report:
    per_bucket, per_section = Counter(), Counter()
    for bucket, section, count in counts(scope):
        per_bucket[bucket] += count
        per_section[section] += count
    total = per_bucket.total()
    stories = reads(scope).values("publication").distinct().count()
    values = [per_bucket[place] for place in range(1, len(scope.buckets) + 1)]
    chart = bar_chart(
        "reads",
        _("Reads"),
        telling=_("In all: %(count)s. Days: %(days)s. The highest bar: %(most)s.")
        % {"count": total, "days": scope.days, "most": max(values)},
        scope=scope,
        series=[Series("first", _("Reads"), values)],
    )
    table = by_section(
        _("By section"),
        heads=[_("Reads"), _("Share")],
        rows={key: [str(count), f"{round(100 * count / total)} %"] for key, count in per_section.items()},
        sections=scope.sections,
        by=per_section,
    )
    each = plain(round(total / stories, 1)) if stories else "0"
    figures = [Figure(_("Reads"), str(total)), Figure(_("Stories read"), str(stories)), Figure(_("A story"), each)]
    return Report(figures, [chart], [table])
