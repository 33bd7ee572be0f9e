"""How many letters are taken: from one network, on one story, and in all."""

from __future__ import annotations

from django.utils.translation import gettext as _

from newsroom import tries
from newsroom.tries import Window

from .refusals import TooManyLetters

MINUTES, DAY = 10, 24 * 3600
OF_PLACE, OF_PLACE_A_DAY, ON_STORY, IN_ALL = 6, 30, 30, 100  # a school or an office shares one network


def count(place_key: str, *, story_id: int) -> None:
    """Counts one letter. Raises `TooManyLetters` instead where it would be one too many."""
    span = MINUTES * 60
    try:
        tries.count(
            [
                Window(f"letters:place:{place_key}", tries=OF_PLACE, seconds=span),
                Window(f"letters:place:day:{place_key}", tries=OF_PLACE_A_DAY, seconds=DAY),
                Window(f"letters:story:{story_id}", tries=ON_STORY, seconds=span),
                Window("letters", tries=IN_ALL, seconds=span),
            ]
        )
    except tries.WindowFull as full:
        raise _too_many(full.window) from full


def _too_many(window: Window) -> TooManyLetters:
    if window.seconds == DAY:
        said = _("Many letters came from where you are today. Keep your text, and send it tomorrow.")
    else:
        said = _("Many letters are coming in. Your text is still here: wait ten minutes, then send it again.")
    refusal = TooManyLetters(said)
    refusal.wait_seconds = window.seconds
    return refusal
