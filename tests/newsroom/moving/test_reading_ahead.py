import multiprocessing
import os
import signal

import pytest

from newsroom.moving import reading_ahead
from newsroom.moving.files import InputFile
from newsroom.moving.reading_ahead import AT_ONCE, ENOUGH, ahead
from newsroom.wire.likeness import shingles
from newsroom.wire.reading import Unreadable
from newsroom.wire.stories import WireSkip, WireStory

pytestmark = pytest.mark.skipif(not reading_ahead.IS_POSSIBLE, reason="only Linux reads in a second process")


def skips(count):
    for number in range(count):
        yield WireSkip(number, 0, "No story.")


@pytest.mark.parametrize("count", [0, 1, AT_ONCE, AT_ONCE * 3 + 1])
def test_records_come_in_order_as_they_were_read(count):
    assert list(ahead(skips(count))) == list(skips(count))


@pytest.mark.parametrize("problem", [Unreadable("It ends early.", line=7), OSError(5, "Disk"), MemoryError("Full")])
def test_what_the_reading_raises_comes_after_what_was_read(problem):
    def broken():
        yield from skips(3)
        raise problem

    records = ahead(broken())

    assert [next(records) for _record in range(3)] == list(skips(3))
    with pytest.raises(type(problem)) as raised:
        next(records)
    assert str(raised.value) == str(problem)
    assert getattr(raised.value, "line", None) == getattr(problem, "line", None)


def test_what_the_reader_found_out_of_a_body_is_known_here():
    body = f"<p>{os.urandom(8).hex()} is a word of this story alone.</p>"
    story = WireStory(number=1, headline="Mill", published_at=None, language="en", source_text="", body=body)
    size = shingles.size

    def read():
        yield from skips(AT_ONCE)
        yield from [story] * (ENOUGH + AT_ONCE)

    records = ahead(read())
    next(records)
    [reader] = multiprocessing.active_children()
    reader.join(60)  # nothing is taken meanwhile: it has all the time to find out more
    assert list(records)[-1] == story

    assert shingles.size > size


def test_a_reader_that_was_killed_is_told():
    def killed():
        yield from skips(AT_ONCE)
        os.kill(os.getpid(), signal.SIGKILL)

    records = ahead(killed())

    with pytest.raises(Unreadable, match="broke off"):
        list(records)


def test_whoever_stops_early_leaves_no_process_behind():
    records = ahead(iter(lambda: WireSkip(1, 0, "No story."), None))  # no end
    next(records)

    records.close()

    assert multiprocessing.active_children() == []


def test_only_a_long_file_is_worth_a_process(tmp_path):
    path = tmp_path / "site.xml"
    for size, wanted in ((reading_ahead.LONG, False), (reading_ahead.LONG + 1, True)):
        path.write_bytes(b"x" * size)
        with path.open("rb") as stream:
            assert reading_ahead.is_long(InputFile("site.xml", stream)) is wanted
            assert not reading_ahead.is_long(InputFile("site.xml", stream, archive=path))
