"""The form of the arrange page: what stands in it, and its slots, each with its story."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.conf import settings

from articles.admin.keys import key_of
from articles.admin.step_times import fold_choices
from articles.models import Article, Publication
from articles.models.timed_change import TimedChangeStatus
from articles.rights import Person
from newsroom.fronts.models import Arrangement, TimedArrangement
from newsroom.fronts.slots import LONGEST, Slot

from . import typed
from .stories import StoryLine, lines_of
from .typed import TypedSlot, local_of

NO_CHANGE = 0  # what is not written as a number is no change's


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The form as it stands. `version` is the arrangement that it started from, `change` the number of one that waits
    and whose slots these were."""

    slots: Sequence[TypedSlot]
    version: int
    note: str = ""
    run_at: str = ""
    zone: str = ""
    fold: str = ""
    change: int | None = None
    words: str = ""
    sentence: str = ""
    newest: Arrangement | None = None  # what somebody else saved meanwhile
    is_unsaved: bool = False

    @classmethod
    def saved(cls, *, version: int, slots: Sequence[Slot]) -> Sheet:
        """The form before anything is typed."""
        return cls(slots=[typed.typed_of(slot) for slot in slots], version=version)

    @classmethod
    def planned(cls, change: TimedArrangement, *, version: int) -> Sheet:
        """The form with the slots of a change: of one that waits with its moment, too."""
        sheet = replace(cls.saved(version=version, slots=change.places), note=change.note)
        if change.status != TimedChangeStatus.WAITING:
            return sheet
        return replace(sheet, change=change.pk, run_at=local_of(change.run_at, change.zone), zone=change.zone)

    @classmethod
    def posted(cls, posted: Mapping[str, str]) -> Sheet:
        """The form as it was sent."""
        version, change = posted.get("version", ""), posted.get("change", "")
        return cls(
            slots=typed.read(posted),
            version=int(version) if version.isascii() and version.isdecimal() and len(version) < 9 else -1,
            note=posted.get("note", ""),
            run_at=posted.get("run_at", "").strip(),
            zone=posted.get("zone", "").strip(),
            fold=posted.get("fold", ""),
            change=(key_of(change) or NO_CHANGE) if change else None,
            words=posted.get("q", "")[:200],
            is_unsaved=True,
        )

    @property
    def keys(self) -> set[int]:
        return {row.article_id for row in self.slots if row.article_id is not None}

    @property
    def run_folds(self) -> list[tuple[str, str]]:
        """Asked once a time was typed that clocks show twice."""
        return fold_choices(self.run_at, zone=self.zone or settings.NEWSROOM_ZONE) if self.run_at else []

    def with_slots(self, slots: Sequence[TypedSlot]) -> Sheet:
        return replace(self, slots=slots)

    def of_those_that_wait(self, changes: Container[int | None]) -> Sheet:
        """The same, of no change any more if that has come or was taken back meanwhile: it can still be saved."""
        return self if self.change in changes else replace(self, change=None)

    def refused(self, sentence: str, *, newest: Arrangement | None = None) -> Sheet:
        """The same, with why it was not saved; the next save is one on top of what is there by now."""
        if newest is None:
            return replace(self, sentence=sentence)
        return replace(self, sentence=sentence, newest=newest, version=newest.number)


@dataclass(frozen=True)
class Row:
    """A slot in the form. `folds` asks which of a doubled hour is meant; `is_over` says that its pin has ended."""

    number: int
    typed: TypedSlot
    story: StoryLine | None
    folds: list[tuple[str, str]] = field(default_factory=list)
    is_over: bool = False

    @property
    def words(self) -> list[tuple[str, str, int]]:
        """Name, what was typed and the most characters of each field for other words."""
        return [(name, getattr(self.typed, name), most) for name, most in LONGEST.items()]

    @property
    def has_words(self) -> bool:
        return any(words for _name, words, _most in self.words)


def rows_of(sheet: Sheet, *, person: Person) -> list[Row]:
    lines = lines_of(sheet.keys, person=person)
    return [
        Row(
            number,
            row,
            lines.get(row.article_id) if row.article_id is not None else None,
            folds=fold_choices(row.until, zone=settings.NEWSROOM_ZONE) if row.until else [],
            is_over=_is_over(row),
        )
        for number, row in enumerate(sheet.slots, start=1)
    ]


def _is_over(row: TypedSlot) -> bool:
    return bool(row.until) and row.until[:16] <= typed.local_now()


def seen_by(person: Person, keys: set[int]) -> set[int]:
    """Those of these stories that somebody may see, on the desk or as every reader does."""
    live = Publication.objects.live().filter(article_id__in=keys).values_list("article_id", flat=True)
    return {*Article.objects.visible_to(person).filter(pk__in=keys).values_list("pk", flat=True), *live}
