"""What filing asks of a story's body, found out where there is time for it: by the process that reads ahead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from articles import bodies

from ..likeness import shingles
from ..stories import WireStory


class Known(NamedTuple):
    """A body as it may be kept; if there was time for that its words, and what other stories are compared with."""

    body: str
    text: str | None = None
    sketch: Sequence[int] = ()


def find_out(story: WireStory, *, has_time: bool = True) -> Known | None:
    """What can be known of a story by itself: little where there is no time, which costs nothing, since whoever reads
    a body has sanitised it. None for a body that cannot be kept, which filing will refuse."""
    try:
        body = bodies.sanitise(story.body)
    except (bodies.BodyTooLong, bodies.BodyTooDeep):
        return None
    if not has_time:
        return Known(body)
    text = bodies.plain_text(body)
    return Known(body, text, shingles(text))


def learn(story: WireStory, known: Known) -> None:
    """Lets this process remember what another one found out."""
    bodies.sanitise.learn(story.body, known.body)
    if known.text is not None:
        bodies.plain_text.learn(known.body, known.text)
        shingles.learn(known.text, list(known.sketch))
