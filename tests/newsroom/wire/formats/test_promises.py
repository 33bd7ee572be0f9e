"""Every sample cut short and with bytes changed, read as every format."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.wire.formats import FORMATS
from tests.fuzzing.promises import check
from tests.fuzzing.seeds import seeds_of

SEEDS = {name: sorted(set(seeds_of(name)), key=len)[:2] for name in FORMATS}
CUTS = 40


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_has_a_sample(name):
    assert SEEDS[name]


@pytest.mark.slow
@pytest.mark.parametrize("name", FORMATS)
def test_a_sample_that_breaks_off_anywhere_is_told(name):
    for seed in SEEDS[name]:
        for cut in range(0, len(seed), max(1, len(seed) // CUTS)):
            check(FORMATS[name].read, seed[:cut])


@pytest.mark.slow
@pytest.mark.parametrize("name", FORMATS)
@given(st.randoms(use_true_random=False), st.integers(1, 30))
@settings(max_examples=60, deadline=None)
def test_a_sample_with_bytes_changed_keeps_the_promises(name, chance, changes):
    payload = bytearray(chance.choice(SEEDS[name]))
    for _change in range(changes):
        _change_one(payload, chance)
    check(FORMATS[name].read, bytes(payload))


def _change_one(payload: bytearray, chance: random.Random) -> None:
    """One byte or piece replaced, doubled, moved or taken out."""
    start = chance.randrange(len(payload) + 1)
    piece = payload[start : start + chance.choice((1, 1, 4, 40))]
    payload[start : start + len(piece)] = chance.choice(
        (b"", chance.randbytes(1), piece * 2, piece[::-1], b"\x00", b"<", b">", b"&", b'"', b"]]>", b"\xff")
    )


@pytest.mark.slow
@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("other", [name for name in FORMATS if SEEDS[name]])
def test_a_file_of_another_format_is_refused_in_words(name, other):
    for seed in SEEDS[other]:
        check(FORMATS[name].read, seed)
