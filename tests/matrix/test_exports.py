"""What readers may not have is in no export that is for others, and in no copy of the site."""

import pytest

from newsroom.moving.exporting import FORMATS
from newsroom.moving.exporting.formats import Choice
from newsroom.moving.exporting.running import run

from . import hidden
from .listening import songs

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
FOR_OTHERS = [name for name, form in FORMATS.items() if name != "jsonl"]
KINDS = ("never_shown", "newer_texts", "taken_back", "letters_unshown", "fronts_unshown", "pictures_taken")


def heard_in(place, name):
    """The canaries of an export, in the names of its files too."""
    assert [one.problem for one in run(FORMATS[name], place, Choice()) if one.problem] == []
    files = [file for file in place.rglob("*") if file.is_file()]
    assert files
    return songs({str(file): str(file.relative_to(place)).encode() + b"\n" + file.read_bytes() for file in files})


@pytest.mark.parametrize("name", FOR_OTHERS)
def test_live_story_is_heard(world, tmp_path, name):
    hidden._story(world, "live", "published", "live")

    heard = set().union(*heard_in(tmp_path / "out", name).values())

    assert {hidden.word("live", field).encode() for field in ("headline", "standfirst", "body")} <= heard


@pytest.mark.parametrize("name", FOR_OTHERS)
def test_nothing_is_heard_of_what_readers_have_not(world, tmp_path, name):
    for kind in KINDS:
        getattr(hidden, kind)(world)

    assert heard_in(tmp_path / "out", name) == {}
