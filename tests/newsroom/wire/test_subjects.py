import pytest

from newsroom.wire.subjects import ROOTS, root_of, section_label


@pytest.mark.parametrize(
    ("code", "root"),
    [
        ("medtop:04000000", "Economy"),
        ("medtop:20000002", "Culture"),
        ("medtop:20000053", "Conflict"),
        ("medtop:20000081", "Conflict"),
        ("medtop:20000082", "Crime"),
        ("medtop:20000523", "Labour"),
        ("medtop:20000538", "Lifestyle"),
        ("medtop:20000822", "Sport"),
        ("medtop:20001127", "Sport"),
        ("medtop:20001131", "Weather"),
        ("medtop:20001339", ""),  # numbered later: only its story knows what is above it
        ("subj:15007000", "Sport"),
        ("02003001", "Crime"),
        ("http://cv.iptc.org/newscodes/mediatopic/20000344", "Economy"),
        ("http://tt.se/spec/subref/1.0/16000000", "Conflict"),
        ("http://staff.example/people/15000000", ""),
        ("mystaff:15000000", ""),
        ("medtop:99000000", ""),
        ("medtop:20000000", ""),
        ("medtop:1500000", ""),
        ("", ""),
    ],
)
def test_root_of(code, root):
    assert root_of(code) == root


def test_every_root_has_a_name_of_its_own():
    assert len(set(ROOTS.values())) == 17


def test_first_code_that_says_something_decides():
    assert section_label(["team:t.19", "medtop:20000849", "subj:04000000"]) == "Sport"
    assert section_label([]) == ""
