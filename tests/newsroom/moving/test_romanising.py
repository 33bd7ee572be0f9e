import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.moving.romanising import romanised


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("الانتخابات", "alantkhabat"),
        ("كُرَة القدم", "kra-alqdm"),
        ("رئيس الوزراء", "ryys-alwzra"),
        ("كأس العالم ٢٠٢٦", "kas-alaalm-2026"),
        ("COVID وبعده", "covid-wbadh"),
        ("בחירות", "bhyrvt"),
        ("گروه", "grwh"),
        ("Порты", ""),
        ("كأس Łódź", ""),
        ("ء", ""),
        ("", ""),
    ],
)
def test_names_are_written_in_latin_letters(name, slug):
    assert romanised(name) == slug


@given(st.text(alphabet="اأءبתש ـ-٣aé", max_size=30))
def test_what_is_romanised_is_a_slug_or_nothing(name):
    assert re.fullmatch("(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", romanised(name))
