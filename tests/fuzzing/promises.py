"""What a parser promises for any bytes."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime

from articles import bodies
from newsroom.wire.reading import Payload, Terms, Unreadable
from newsroom.wire.recognising import recognise
from newsroom.wire.stories import WireFailure, WireRecord, WireSkip, WireStory

TERMS = Terms("Asia/Jerusalem")
MOST = 1_000  # records of a small file that are looked at


def check(read: Callable[[Payload, Terms], Iterator[WireRecord]], payload: bytes) -> None:
    """Raises what the parser raises, or `AssertionError` for a promise that it breaks."""
    with suppress(Unreadable):
        recognise(payload, name="")
    for _count, record in zip(range(MOST), read(payload, TERMS), strict=False):
        if isinstance(record, WireStory):
            _check_story(record)
        else:
            assert isinstance(record, WireSkip | WireFailure), record
            assert record.reason, record


def _check_story(story: WireStory) -> None:
    moments = [story.published_at, story.changed_at, story.embargo and story.embargo.until]
    moments += [comment.written_at for comment in story.comments]
    assert all(moment.tzinfo for moment in moments if isinstance(moment, datetime)), moments
    assert len(story.digest) == 64
    clean = bodies.sanitise(story.body)  # as it is filed
    assert bodies.sanitise(clean) == clean, story.body
    figures = story.body.count("data-picture=")
    assert figures == 0 or story.pictures, story.body
