"""The moves as pages and POSTs: one row a move, with its verb and what is asked for. The view knows no move by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from .. import desk, publishing, timed
from ..workflow import Action
from . import asked


@dataclass(frozen=True)
class Step:
    """`asks` holds the verb's parameters with the parser of each; `posted_as` those whose field has another name.

    A `one_click` move asks nothing of anybody; `is_grave` ones take something from readers or from the desk.
    """

    verb: Callable
    asks: Mapping[str, asked.Parser] = field(default_factory=dict)
    posted_as: Mapping[str, str] = field(default_factory=dict)
    one_click: bool = False
    is_grave: bool = False

    def arguments(self, posted) -> dict:
        """What the verb is called with. Raises `MoveIncomplete`."""
        return {name: parse(posted, self.posted_as.get(name, name)) for name, parse in self.asks.items()}


REASON = {"reason": asked.text}
PUBLICATION = {"kind": asked.word, "text": asked.text, "revision": asked.revision, "in_step": asked.number, **REASON}
PLANNED = {
    "run_at": asked.word,
    "zone": asked.word,
    "fold": asked.fold,
    "action": asked.timed_action,
    "kind": asked.word,
    "text": asked.text,
    "revision": asked.revision,
    "change": asked.number,
    "keeps_revision": asked.yes,
}
TYPO = {"headline": asked.headline, "body": asked.body, "revision": asked.revision, **REASON}
BLOCKING = {"kind": asked.word, "text": asked.text, "hold": asked.yes, **REASON}

STEPS: dict[Action, Step] = {
    Action.TAKE: Step(desk.take, REASON, one_click=True),
    Action.SUBMIT: Step(desk.submit, {"revision": asked.revision, **REASON}, one_click=True),
    Action.APPROVE: Step(desk.approve, {"revision": asked.revision, **REASON}),
    Action.PUBLISH: Step(publishing.publish, PUBLICATION),
    Action.PUBLISH_IMPORT: Step(publishing.publish_import, REASON),
    Action.RELEASE: Step(publishing.release, {"keep": asked.numbers, **REASON}),
    Action.SCHEDULE: Step(timed.schedule, PLANNED | REASON, posted_as={"action": "what"}),
    Action.FIX_TYPO: Step(publishing.fix_typo, TYPO),
    Action.TAKE_BACK: Step(desk.take_back, REASON, one_click=True),
    Action.SEND_BACK: Step(desk.send_back, REASON),
    Action.ASSIGN: Step(desk.assign, {"assignee": asked.person, **REASON}),
    Action.UNSCHEDULE: Step(timed.unschedule, {"change": asked.number, **REASON}),
    Action.UNSPIKE: Step(desk.unspike, REASON, one_click=True),
    Action.REINSTATE: Step(publishing.reinstate, REASON),
    Action.CLEAR_BLOCK: Step(desk.clear_block, {"block": asked.number, "keep": asked.numbers, **REASON}),
    Action.SET_EMBARGO: Step(desk.set_embargo, {"run_at": asked.moment_or_open, **REASON}),
    Action.LIFT_EMBARGO: Step(desk.lift_embargo, {"keep": asked.numbers, **REASON}),
    Action.DISCARD_CHANGES: Step(desk.discard_changes, REASON, is_grave=True),
    Action.BLOCK: Step(desk.block, BLOCKING, is_grave=True),
    Action.PUBLISH_URGENT: Step(publishing.publish_urgent, PUBLICATION, is_grave=True),
    Action.HOLD: Step(publishing.hold, {"text": asked.text, **REASON}, is_grave=True),
    Action.SPIKE: Step(desk.spike, REASON, is_grave=True),
    Action.RETRACT: Step(publishing.retract, {"text": asked.text, **REASON}, is_grave=True),
    Action.REMOVE: Step(publishing.remove, REASON, is_grave=True),
}
ORDER = {action: place for place, action in enumerate(STEPS)}
LEADING = (
    *(Action.TAKE, Action.PUBLISH, Action.APPROVE, Action.SUBMIT, Action.RELEASE, Action.UNSPIKE),
    *(Action.CLEAR_BLOCK, Action.REINSTATE),
)


def step_of(action: str) -> Step | None:
    """None for what is no move, and for those that no person makes by a button."""
    return STEPS.get(Action(action)) if action in Action.values else None
