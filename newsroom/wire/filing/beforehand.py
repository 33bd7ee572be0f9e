"""What filing asks of a story's body, found out where there is time for it: by the process that reads ahead."""

from __future__ import annotations

from typing import NamedTuple

from articles import bodies, vectors

from ..likeness import shingles
from ..stories import WireStory


class Known(NamedTuple):
    """A body as it may be kept, its words, what they are found by, and what other stories are compared with."""

    body: str
    text: str
    terms: str
    sketch: list[int]


def find_out(story: WireStory) -> Known | None:
    """What can be known of a story by itself; None for a body that cannot be kept, which filing will refuse."""
    try:
        body = bodies.sanitise(story.body)
    except (bodies.BodyTooLong, bodies.BodyTooDeep):
        return None
    text = bodies.plain_text(body)
    return Known(body, text, vectors.terms_of_body(f"{story.language}\n{text}"), shingles(text))


def learn(story: WireStory, known: Known) -> None:
    """Lets this process remember what another one found out."""
    bodies.sanitise.learn(story.body, known.body)
    bodies.plain_text.learn(known.body, known.text)
    vectors.terms_of_body.learn(f"{story.language}\n{known.text}", known.terms)
    shingles.learn(known.text, known.sketch)
