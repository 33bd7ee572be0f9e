"""What tests of formats read: samples, one record, text as bytes."""

from pathlib import Path

from newsroom.wire.formats import FORMATS
from newsroom.wire.reading import Terms
from newsroom.wire.recognising import recognise
from newsroom.wire.stories import WireFailure, WireRecord, WireSkip, WireStory

SAMPLES = Path(__file__).parents[3] / "samples"
TERMS = Terms("Asia/Jerusalem")


def sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


def records(payload: bytes | str, terms: Terms = TERMS, *, name: str = "") -> list[WireRecord]:
    """All records of a file whose content tells its format."""
    data = payload.encode() if isinstance(payload, str) else payload
    return list(FORMATS[recognise(data, name=name)].read(data, terms))


def story(payload: bytes | str, terms: Terms = TERMS) -> WireStory:
    [record] = records(payload, terms)
    assert isinstance(record, WireStory), record
    return record


def skip(payload: bytes | str) -> WireSkip:
    [record] = records(payload)
    assert isinstance(record, WireSkip), record
    return record


def failure(payload: bytes | str, terms: Terms = TERMS) -> WireFailure:
    [record] = records(payload, terms)
    assert isinstance(record, WireFailure), record
    return record
