"""The versions of a front in words: who made each, and what it changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.phrases import moment
from articles.rights import Person
from newsroom.fronts.comparing import Difference, Kind, differences
from newsroom.fronts.models import Arrangement, Place
from newsroom.fronts.slots import Slot, article_ids

from .stories import StoryLine, lines_of

SHOWN = 30


@dataclass(frozen=True)
class Past:
    """A version in the list. `sentences` say what it changed; `is_in_force` says that readers have it."""

    arrangement: Arrangement
    when: str
    sentences: list[str]
    is_in_force: bool


@dataclass(frozen=True)
class Side:
    """A slot in a comparison, with what the other side has no slot like it for marked."""

    number: int
    slot: Slot
    story: StoryLine | None
    until: str
    is_other: bool


def past_of(place: Place, *, person: Person, before: int | None = None) -> tuple[list[Past], int | None]:
    """The newest versions, or those before a number, and the number before which there are more."""
    versions = Arrangement.objects.of(place).select_related("by", "front", "timed").order_by("-number")
    if before:
        versions = versions.filter(number__lt=before)
    rows = list(versions[: SHOWN + 1])
    lines = lines_of({key for row in rows for key in article_ids(row.places)}, person=person)
    now = timezone.now()
    found = []
    for row, earlier in zip_longest(rows, rows[1:]):
        slots = earlier.places if earlier else place.usual_slots
        changes = [] if earlier is None and row.number > 1 else differences(slots, row.places)
        found.append(
            Past(
                row,
                when=moment(row.at, now=now),
                sentences=[sentence(change, lines) for change in changes],
                is_in_force=row.number == row.front.number,
            )
        )
    return found[:SHOWN], found[SHOWN - 1].arrangement.number if len(found) > SHOWN else None


def sides(one: Sequence[Slot], other: Sequence[Slot], *, person: Person) -> tuple[list[Side], list[Side], list[str]]:
    """Two arrangements beside each other, and what was done to make the second of the first."""
    lines = lines_of({*article_ids(one), *article_ids(other)}, person=person)
    told = [sentence(change, lines) for change in differences(one, other)]
    return _side(one, other, lines), _side(other, one, lines), told


def told_in_turn(first: Sequence[Slot], others: Sequence[Sequence[Slot]], *, person: Person) -> list[list[str]]:
    """What each arrangement does to the one before it, in sentences."""
    lines = lines_of({key for slots in (first, *others) for key in article_ids(slots)}, person=person)
    pairs = zip((first, *others), others, strict=False)
    return [[sentence(change, lines) for change in differences(before, after)] for before, after in pairs]


def _side(slots: Sequence[Slot], other: Sequence[Slot], lines: dict[int, StoryLine]) -> list[Side]:
    return [
        Side(
            number,
            slot,
            lines.get(slot.article_id) if slot.article_id is not None else None,
            until=moment(slot.until.at) if slot.until else "",
            is_other=number > len(other) or other[number - 1] != slot,
        )
        for number, slot in enumerate(slots, start=1)
    ]


def sentence(change: Difference, lines: dict[int, StoryLine]) -> str:
    words = {"story": _named(change, lines), "before": change.before, "after": change.after}
    return SENTENCES[change.kind](words)


def _named(change: Difference, lines: dict[int, StoryLine]) -> str:
    line = lines.get(change.article_id) if change.article_id is not None else None
    return f"“{line.headline}”" if line and line.headline else _("a story that you may not see")


def _automatic(words: dict) -> str:
    count = words["after"]
    return ngettext("%(after)s slot fills itself", "%(after)s slots fill themselves", count) % words


SENTENCES = {
    Kind.PLACED: lambda words: _("%(story)s put in slot %(after)s") % words,
    Kind.TAKEN: lambda words: _("%(story)s taken from slot %(before)s") % words,
    Kind.MOVED: lambda words: _("%(story)s moved from slot %(before)s to %(after)s") % words,
    Kind.REWORDED: lambda words: _("%(story)s has other words") % words,
    Kind.PINNED: lambda words: _("%(story)s is pinned for another time") % words,
    Kind.AUTOMATIC: _automatic,
}
