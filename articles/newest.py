"""The newest publications that a question finds, by an index that knows months beside words.

Of a common word all matches are never read: the newest month is asked first, then longer stretches before it, until
there are enough. Where these show that matches are few, all the rest is asked at once: whole lists of words meet
sooner than parts of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic
from typing import NamedTuple

from django.db.models import BooleanField, ExpressionWrapper, Max, Min, Q, QuerySet

from . import term_keys, vectors
from .models import IsAnyOf, Publication, PublicationTerms, Terms
from .questions import Asked, Question

MOST_READ = 2000  # stories with all words of a phrase whose terms are read for their order
WIDER = 8  # times as many months as before, at most
FEW = 20_000  # matches that may be read at once
EARLY = 10  # days of a month in which it says little of how many stories a month has
SECONDS = 1.0  # after which nothing older is looked at


class _Stretch(NamedTuple):
    """From one month to another; the rest is all that is older than its last, whatever the month."""

    first: int
    last: int
    is_rest: bool


@dataclass
class Newest:
    """The keys of publications that match, newest first, as they are collected. All that were published since `back_to`
    were looked at, and older ones too if `is_whole`, unless there are `most` of them."""

    asked: Asked
    most: int
    matches: list[int] = field(default_factory=list)
    back_to: datetime | None = None
    is_whole: bool = False
    _read: int = 0

    def collect(self) -> None:
        """Fills `matches`. If the database is stopped meanwhile, what is there is what was found until then."""
        patient_until = monotonic() + SECONDS
        for stretch in self._stretches():
            rows = list(self._within(stretch))
            self.matches += self._in_order(rows) if self.asked.in_order else rows
            self.back_to = term_keys.start_of(stretch.first)
            if len(self.matches) >= self.most:
                break
            if self._read >= MOST_READ:
                self.back_to = PublicationTerms.objects.values_list("first_published_at", flat=True).get(pk=rows[-1])
                return
            if monotonic() > patient_until:
                return
        self.is_whole = True

    def _stretches(self) -> Iterator[_Stretch]:
        """One stretch of months before the other, until there are enough matches."""
        oldest, newest = _bounds(self.asked.question)
        if newest is None or oldest is None:
            return
        first, last = term_keys.month_of(oldest), term_keys.month_of(newest)
        end, size = last, 1 if newest.day > EARLY else 2
        while first <= end:
            start = max(first, end - size + 1)
            yield _Stretch(start, end, is_rest=start == first and end - start > WIDER)
            end = start - 1
            size = self._next_size(months=last - end, left=end - first + 1)

    def _next_size(self, *, months: int, left: int) -> int:
        """As many months as are likely to hold what is missing; all that are left if they hold few, or not enough."""
        found, wanted = (self._read, MOST_READ) if self.asked.in_order else (len(self.matches), self.most)
        likely = months * (wanted - found) * 5 // (found * 4) + 1 if found else left
        if months >= WIDER and likely * 4 >= left and found * left <= FEW * months:
            return left
        return min(max(likely, months), months * WIDER)

    def _within(self, stretch: _Stretch) -> QuerySet:
        months = "" if stretch.is_rest else vectors.any_of(term_keys.of_months(stretch.first, stretch.last))
        asked = " & ".join(filter(None, [self.asked.anywhere, months]))
        rows = within(PublicationTerms.objects.filter(vector=Terms(asked)), self.asked.question)
        if stretch.is_rest:
            rows = rows.filter(first_published_at__lt=term_keys.start_of(stretch.last + 1))
        wanted = MOST_READ - self._read if self.asked.in_order else self.most - len(self.matches)
        ordered = rows.order_by("-first_published_at", "-publication_id")
        return ordered.values_list("pk", flat=True)[:wanted]

    def _in_order(self, rows: list[int]) -> list[int]:
        """Those of the rows whose words follow each other as they should: their terms are read."""
        self._read += len(rows)
        fits = ExpressionWrapper(Q(vector=Terms(self.asked.in_order)), output_field=BooleanField())
        read = PublicationTerms.objects.filter(IsAnyOf(rows)).annotate(fits=fits).values_list("pk", "fits")
        fitting = {key for key, does_fit in read if does_fit}
        return [row for row in rows if row in fitting]


def _bounds(question: Question) -> tuple[datetime | None, datetime | None]:
    """When the oldest and the newest story were published that may be found."""
    live = within(Publication.objects.live(), question)
    found = live.aggregate(oldest=Min("first_published_at"), newest=Max("first_published_at"))
    return found["oldest"], found["newest"]


def within(rows: QuerySet, question: Question) -> QuerySet:
    """Those that were first published when a question says."""
    if question.since:
        rows = rows.filter(first_published_at__gte=question.since)
    if question.before:
        rows = rows.filter(first_published_at__lt=question.before)
    return rows
