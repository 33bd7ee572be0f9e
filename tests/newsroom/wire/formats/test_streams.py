"""Every sample read whole and in pieces, from a stream that gives its bytes once: the records are the same."""

import io

import pytest

from newsroom.wire import json_walking
from newsroom.wire.formats import FORMATS
from tests.fuzzing.seeds import seeds_of

from .reading import TERMS

SEEDS = [(name, seed) for name in FORMATS for seed in sorted(set(seeds_of(name)))]


class Dripping(io.RawIOBase):
    """A stream that gives few bytes at a time and cannot be rewound."""

    def __init__(self, payload):
        self.rest = io.BytesIO(payload)

    def readable(self):
        return True

    def readinto(self, room):
        return self.rest.readinto(memoryview(room)[:997])


@pytest.mark.parametrize(("name", "seed"), SEEDS, ids=lambda value: value if isinstance(value, str) else "")
def test_sample_is_the_same_in_pieces(monkeypatch, name, seed):
    whole = list(FORMATS[name].read(seed, TERMS))

    monkeypatch.setattr(json_walking, "PIECE", 13)

    assert list(FORMATS[name].read(io.BufferedReader(Dripping(seed)), TERMS)) == whole
