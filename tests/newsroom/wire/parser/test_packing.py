import json
from datetime import UTC, datetime
from typing import get_args

import pytest

from newsroom.wire.parser.packing import KINDS, packed, unpacked
from newsroom.wire.stories import (
    Embargo,
    Standing,
    WireByline,
    WireComment,
    WireFailure,
    WirePage,
    WirePerson,
    WirePicture,
    WireRecord,
    WireSkip,
    WireStory,
)

AT = datetime(2026, 11, 29, 10, tzinfo=UTC)
STORY = WireStory(
    number=1,
    headline="قوارب \ud800",
    published_at=AT,
    language="ar",
    source_text="",
    version=3,
    standing=Standing.WITHHELD,
    embargo=Embargo(AT),
    bylines=(WireByline("Rana Saleh", "photos"),),
    tags=("sea", "ports"),
    pictures=(WirePicture(address="a.jpg", width=3, is_lead=True),),
    people=(WirePerson(name="Rana Saleh"),),
    comments=(WireComment(external_id="1", name="A", text="B", written_at=None, is_approved=True),),
)


@pytest.mark.parametrize(
    "record",
    [STORY, WireSkip(1, 2, "A menu."), WirePage(1, 2, "A page.", STORY), WireFailure(1, 2, "No date.", "TEXT")],
    ids=lambda record: type(record).__name__,
)
def test_record_comes_back_as_it_was(record):
    assert unpacked(json.loads(json.dumps(packed(record)))) == record


def test_every_kind_of_record_can_be_packed():
    known = get_args(WireRecord)
    below = [kind for one in known for kind in one.__subclasses__()]

    assert set(KINDS) == {kind.__name__ for kind in (*known, *below)}


@pytest.mark.parametrize(
    "parts",
    [
        ["Path", {}],
        ["WireSkip", {"number": "1", "line": 1, "reason": ""}],
        ["WireSkip", {"number": 1, "line": 1, "reason": "", "more": 1}],
        ["WireStory", packed(STORY)[1] | {"bylines": [{"name": "A", "role": "owner"}]}],
        ["WireStory", packed(STORY)[1] | {"standing": "free"}],
        ["WireStory", packed(STORY)[1] | {"published_at": "yesterday"}],
    ],
)
def test_what_is_no_record_is_refused(parts):
    with pytest.raises((LookupError, TypeError, ValueError)):
        unpacked(parts)
