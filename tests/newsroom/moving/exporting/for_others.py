"""Exports that are read again by our own wire, as whoever gets them would."""

from newsroom.moving.exporting import FORMATS
from newsroom.moving.exporting.formats import Choice
from newsroom.moving.exporting.running import run
from newsroom.wire.stories import WireFailure, WireStory
from tests.newsroom.wire.formats.reading import records

EVERYTHING = Choice()


def exported(name, place, choice=EVERYTHING):
    """Writes an export; returns what was told, counted, with what could not be written under "problems"."""
    counts = {}
    for one in run(FORMATS[name], place, choice):
        kind = "problems" if one.problem else one.kind
        counts[kind] = counts.get(kind, 0) + 1
    return counts


def files_of(place):
    return sorted(file for file in place.rglob("*") if file.suffix in (".json", ".xml"))


def read_again(place):
    """The stories of all files by the last part of their ids, which is the publication's number."""
    found = [record for file in files_of(place) for record in records(file.read_bytes(), name=file.name)]
    assert [record for record in found if isinstance(record, WireFailure)] == []
    return {int(one.external_id.rpartition("/")[2]): one for one in found if isinstance(one, WireStory)}
