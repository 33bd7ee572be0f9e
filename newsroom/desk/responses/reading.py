"""The queue of letters as its page shows it: what waits oldest first, what is decided newest first."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from articles.languages import is_right_to_left
from articles.models import Publication
from articles.phrases import moment
from articles.rights import Person
from articles.workflow import Readers
from newsroom.responses.models import Decision, Letter, LetterStatus
from newsroom.responses.moderating import MOST_AT_ONCE
from newsroom.responses.rights import may_decide

ALL = "all"
SHOWN = (*LetterStatus.values, ALL)
DECISIONS_LISTED = 200
LETTER_ROWS = ("publication__section", "decided_by", "in_reply_to")  # what a line shows beside the letter


@dataclass(frozen=True)
class Line:
    """`standing` says where readers have the story, "" where they simply do."""

    letter: Letter
    at: str
    decided: str
    story: str
    language: str
    direction: str
    standing: str
    may_decide: bool

    @property
    def is_waiting(self) -> bool:
        return self.letter.status == LetterStatus.WAITING


@dataclass(frozen=True)
class Queue:
    """`rest` is the number after which the next page begins, 0 at the end."""

    lines: list[Line]
    rest: int = 0


@dataclass(frozen=True)
class DecisionLine:
    decision: Decision
    at: str
    who: str


def queue(person: Person, *, show: str, story: int | None = None, start: int | None = None) -> Queue:
    """A page of the letters that somebody may see, in one query."""
    letters = Letter.objects.visible_to(person).select_related(*LETTER_ROWS)
    letters = letters if show == ALL else letters.filter(status=show)
    letters = letters.filter(publication=story) if story else letters
    oldest_first = show == LetterStatus.WAITING
    if start:
        letters = letters.filter(pk__gt=start) if oldest_first else letters.filter(pk__lt=start)
    rows = list(letters.order_by("pk" if oldest_first else "-pk")[: MOST_AT_ONCE + 1])
    shown = rows[:MOST_AT_ONCE]
    return Queue([line_of(row, person) for row in shown], rest=shown[-1].pk if len(rows) > MOST_AT_ONCE else 0)


def line_of(letter: Letter, person: Person) -> Line:
    story = letter.publication
    return Line(
        letter=letter,
        at=moment(letter.sent_at),
        decided=moment(letter.decided_at) if letter.decided_at else "",
        story=story.headline or story.path,
        language=story.language,
        direction="rtl" if is_right_to_left(story.language) else "ltr",
        standing="" if story.status == Readers.LIVE else story.get_status_display(),
        may_decide=may_decide(person, story.section.family_ids()),
    )


def decisions_on(letter: Letter) -> list[DecisionLine]:
    return _lines(Decision.objects.filter(letter_number=letter.pk))


def decisions_about(story: Publication) -> list[DecisionLine]:
    """What was decided on the story's letters as a whole: closed, opened."""
    return _lines(Decision.objects.filter(publication=story, letter_number=None))


def _lines(decisions) -> list[DecisionLine]:
    rows = decisions.select_related("by")[:DECISIONS_LISTED]
    return [DecisionLine(row, moment(row.at), str(row.by or row.source or _("Somebody"))) for row in rows]
