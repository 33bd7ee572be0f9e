"""What can be done to many stories at once: one row a move, with its verb and what it asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import editing, timed
from ..models import Article
from ..rights import RANKS, Person, Role
from ..workflow import Action, MoveIncomplete
from . import asked
from .forms import sections_of
from .keys import key_of
from .steps import STEPS

REPORTER, EDITOR = RANKS[Role.REPORTER], RANKS[Role.EDITOR]


@dataclass(frozen=True)
class BulkStep:
    """`fields` are what the page asks for, `arguments` makes of them what the verb takes besides the story and the
    person. `rank` is what somebody needs somewhere to be offered it; the verb asks for the right to each story."""

    label: str
    verb: Callable
    arguments: Callable[[QueryDict, Person], dict]
    fields: tuple[str, ...] = ()
    rank: int = REPORTER
    takes_revision: bool = False
    is_grave: bool = False
    note: str = ""

    def move(self, *, by, arguments: Mapping, revisions: Mapping[int, int]) -> Callable[[Article], object]:
        """The verb for one story after the other. The revision that was chosen is the one that is meant."""

        def make(article: Article) -> object:
            named = {"revision": str(revisions[article.pk])} if self.takes_revision else {}
            return self.verb(article, by=by, **arguments, **named)

        return make


def _as_one_by_one(action: Action, posted: QueryDict, person: Person) -> dict:
    """As the page of a single story reads it; which revision is meant, the selection says."""
    arguments = STEPS[action].arguments(posted)
    return {name: value for name, value in arguments.items() if name != "revision"}


def _planned(posted: QueryDict, person: Person) -> dict:
    """A moment that cannot be is refused once, and not story by story."""
    arguments = _as_one_by_one(Action.SCHEDULE, posted, person)
    timed.read_moment(arguments["run_at"], zone=arguments["zone"], fold=arguments["fold"])
    return arguments


def _section(posted: QueryDict, person: Person) -> dict:
    section = sections_of(person).filter(pk=key_of(posted.get("section", ""))).first()
    if not section:
        raise MoveIncomplete(_("Choose a section that you work for."))
    return {"section": section, "note": asked.text(posted, "reason")}


def _of(action: Action, *fields: str, label: str = "", **extra) -> BulkStep:
    step = STEPS[action]
    arguments = extra.pop("arguments", partial(_as_one_by_one, action))
    return BulkStep(label or action.label, step.verb, arguments, (*fields, "reason"), is_grave=step.is_grave, **extra)


BULK: dict[str, BulkStep] = {
    "submit": _of(Action.SUBMIT, takes_revision=True),
    "assign": _of(Action.ASSIGN, "assignee", rank=EDITOR),
    "move_section": BulkStep(
        gettext_lazy("Move to a section"),
        editing.save,
        _section,
        ("section", "reason"),
        takes_revision=True,
        note=gettext_lazy(
            "Each story gets a new revision. One that is approved or published is a draft again; readers find it in "
            "its new section when it is published again."
        ),
    ),
    "schedule": _of(
        Action.SCHEDULE,
        *("what", "run_at", "zone", "fold", "kind", "text"),
        rank=EDITOR,
        takes_revision=True,
        arguments=_planned,
    ),
    "hold": _of(Action.HOLD, "text", rank=EDITOR),
    "spike": _of(Action.SPIKE),
    "unspike": _of(Action.UNSPIKE),
}


def offered(person: Person) -> dict[str, BulkStep]:
    """What somebody is offered on the list."""
    return {name: step for name, step in BULK.items() if person.highest_rank >= step.rank}
