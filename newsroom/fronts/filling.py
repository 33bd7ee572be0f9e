"""What stands in each slot of a front: the stories that editors placed, the newest in all others. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from .slots import Slot


class Story(Protocol):
    """What filling asks of a publication."""

    article_id: Any
    lead_image_id: Any


class Filled(NamedTuple):
    """A story in its slot."""

    story: Any
    slot: Slot
    is_placed: bool


def fill(slots: Sequence[Slot], *, at: datetime, placed: Iterable[Story], newest: Iterable[Story]) -> list[Filled]:
    """Return a story for each slot, in the slots' order, none twice.

    `placed` are the stories that readers have of those that the slots name; one that they do not have leaves its
    place to the newest. `newest` are the stories that may fill a place by themselves, newest first: one with a
    picture goes before one without. Where they run out, slots are left away.
    """
    chosen = _chosen(slots, {story.article_id: story for story in placed}, at=at)
    taken = {story.article_id for story in chosen.values()}
    free = [story for story in newest if story.article_id not in taken]
    filled = []
    for number, slot in enumerate(slots):
        story = chosen.get(number) or _next(free)
        if story is not None:
            filled.append(Filled(story, slot, is_placed=number in chosen))
    return filled


def _chosen(slots: Sequence[Slot], stories: dict, *, at: datetime) -> dict[int, Story]:
    """The stories that stand where an editor put them, by the number of the slot."""
    chosen = {}
    for number, slot in enumerate(slots):
        if slot.holds_at(at) and slot.article_id in stories:
            chosen[number] = stories.pop(slot.article_id)
    return chosen


def _next(free: list) -> Story | None:
    """Takes the newest with a picture, or the newest."""
    if not free:
        return None
    found = next((number for number, story in enumerate(free) if story.lead_image_id), 0)
    return free.pop(found)
