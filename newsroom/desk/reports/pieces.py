"""What a report is made of: figures, charts with their numbers, tables. All are values that a template writes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from django.utils.translation import get_language_bidi, ngettext
from django.utils.translation import gettext as _

from articles.models import Section
from newsroom.desk.periods import named

from . import plots
from .asked import Scope
from .plots import Plot, Series

EMPTY = "–"


@dataclass(frozen=True)
class Figure:
    name: str
    value: str
    note: str = ""


@dataclass(frozen=True)
class Table:
    """The first cell of a row is its head. `shares` draws a bar in each row, in hundredths of the longest."""

    title: str
    heads: list[str]
    rows: list[list[str]]
    shares: list[int] = field(default_factory=list)

    @property
    def drawn(self) -> list[tuple[list[str], int | None]]:
        """Rows with the length of their bar."""
        return list(zip(self.rows, self.shares or [None] * len(self.rows), strict=True))


@dataclass(frozen=True)
class Chart:
    """A plot, its title and what it tells in a sentence, and the same numbers as a table."""

    key: str
    title: str
    telling: str
    plot: Plot
    series: list[Series]
    table: Table


@dataclass(frozen=True)
class Report:
    figures: list[Figure]
    charts: list[Chart] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)


def bar_chart(key: str, title: str, *, telling: str, scope: Scope, series: list[Series]) -> Chart:
    plot = plots.bars(scope.labels, series, mirrored=get_language_bidi())
    return _chart(key, title, telling=telling, scope=scope, series=series, plot=plot, say=plots.plain)


def line_chart(
    key: str, title: str, *, telling: str, scope: Scope, series: list[Series], say: Callable[[float], str]
) -> Chart:
    plot = plots.lines(scope.labels, series, mirrored=get_language_bidi(), say=say)
    return _chart(key, title, telling=telling, scope=scope, series=series, plot=plot, say=say)


def _chart(key: str, title: str, *, telling: str, scope: Scope, series: list[Series], plot: Plot, say) -> Chart:
    rows = [
        [label, *(EMPTY if one.values[index] is None else say(one.values[index]) for one in series)]
        for index, label in enumerate(scope.labels)
    ]
    table = Table(title, [_("Days"), *(one.name for one in series)], rows)
    return Chart(key=key, title=title, telling=telling, plot=plot, series=series, table=table)


def by_section(title: str, *, heads: list[str], rows: dict[int | None, list[str]], sections: dict, by: dict) -> Table:
    """One row a section, in the newsroom's order; `by` holds the number that the bars show."""
    order = {key: place for place, key in enumerate(sections)}
    keys = sorted(rows, key=lambda key: order.get(key, len(order)))
    largest = max(by.values(), default=0) or 1
    return Table(
        title,
        [_("Section"), *heads],
        [[name_of(sections.get(key)), *rows[key]] for key in keys],
        shares=[round(100 * by.get(key, 0) / largest) for key in keys],
    )


def name_of(section: Section | None) -> str:
    return named(section) if section else _("No section")


def duration(value: timedelta | None) -> str:
    """In the two largest units that say something: `3 h 20 min`."""
    if value is None:
        return EMPTY
    if value < timedelta(minutes=1):
        return _("%(count)s s") % {"count": round(value.total_seconds())}
    minutes = round(value.total_seconds() / 60)
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    if days:
        return f"{_days(days)} {_hours(hours)}" if hours else _days(days)
    if hours:
        return f"{_hours(hours)} {_minutes(rest)}" if rest else _hours(hours)
    return _minutes(minutes)


def _days(count: int) -> str:
    return ngettext("%(count)s day", "%(count)s days", count) % {"count": count}


def _hours(count: int) -> str:
    return _("%(count)s h") % {"count": count}


def _minutes(count: int) -> str:
    return _("%(count)s min") % {"count": count}
