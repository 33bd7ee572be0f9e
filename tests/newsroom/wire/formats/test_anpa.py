from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles import bodies
from newsroom.wire.formats import anpa
from newsroom.wire.reading import Terms
from newsroom.wire.stories import Embargo, Standing, WireByline, WireFailure, WireStory

from .reading import TERMS, failure, records, story

TOP = "^BC-ML--Ferries,466<\r\n^Ferries agree on pay <\r\n"
MESSAGE = (
    "\x16\x16\x01W2870\x1fasian\r\nf f\x13\x11 BC-ML--Ferries-Pay     01-04 0466\r\n\x02{top}"
    "^By SALMA NASSER and RAMI ODEH=\r\n^Coastal Press=\r\n"
    "\t   HAIFA, Israel (CP) _ The ferry line will\r\npay more. \r\n \r\n\t   ``Good,'' a captain <said.\r\n{below}"
    "\r\n\t   CP-WF-01-04-25 2101GMT<\r\n\x03\r\n\x16\x16\x04"
)


def message(*, top=TOP, below=""):
    return MESSAGE.format(top=top, below=below)


def test_everything_that_a_message_says():
    found = story(message(top=TOP + "^What it is about<\r\n^AP Photo XNP101<\r\n^Eds: With photos.<\r\n"))

    assert found.external_id == "W2870:2025-01-04"
    assert found.published_at == found.changed_at == datetime(2025, 1, 4, 21, 1, tzinfo=UTC)
    assert found.local_time_as_printed == "CP-WF-01-04-25 2101GMT"
    assert (found.headline, found.standfirst) == ("Ferries agree on pay", "What it is about")
    assert found.bylines == (WireByline("SALMA NASSER", "by"), WireByline("RAMI ODEH", "by"))
    assert (found.place, found.credit_line, found.section_label) == ("HAIFA, Israel", "CP", "Economy")
    assert bodies.plain_text(found.body) == (
        "HAIFA, Israel (CP) — The ferry line will pay more.\n\n“Good,” a captain said."
    )
    assert found.desk_note.splitlines() == [
        *("AP Photo XNP101", "Eds: With photos.", "Coastal Press"),
        *("Slug: BC-ML--Ferries", "Priority: f", "Category: f"),
    ]
    assert (found.standing, found.embargo, found.correction, found.warnings) == (Standing.USABLE, None, "", ())


def test_tables_and_headings_inside_the_copy_stay():
    found = story(message(below="^East= \r\n^;W;L\r\nHaifa;23;13 \r\nAcre;1;2\r\n\t   ___= \r\n\t   After."))

    assert "<h2>East</h2>" in found.body
    assert "<table><tbody><tr><td></td><td>W</td><td>L</td></tr><tr><td>Haifa</td><td>23</td>" in found.body
    assert found.body.endswith("<p>After.</p>")
    assert "___" not in found.body


@pytest.mark.parametrize(
    ("top", "standing", "embargo", "correction"),
    [
        ("^BC-KILL--Ferries,9<\r\n^Ferries<\r\n", Standing.CANCELED, None, False),
        (TOP + "^Eds: Mandatory kill. The story is wrong.<\r\n", Standing.CANCELED, None, False),
        ("^BC-ML--Ferries,9<\r\n^Hunters kill three wolves<\r\n", Standing.USABLE, None, False),
        (TOP + "^Eds: Bulletin withhold.<\r\n", Standing.WITHHELD, None, False),
        (TOP + "^Eds: Embargoed until 0600 GMT.<\r\n", Standing.USABLE, Embargo(), False),
        ("^BC-ML--Ferries, Correction,9<\r\n^Ferries<\r\n", Standing.USABLE, None, True),
    ],
)
def test_words_of_the_desk(top, standing, embargo, correction):
    found = story(message(top=top))

    assert (found.standing, found.embargo, bool(found.correction)) == (standing, embargo, correction)


def test_kill_takes_back_what_had_its_slug_before():
    kill = message(top="^BC-ML--Ferries, KILL,9<\r\n^Ferries<\r\n").replace("2870", "2999")

    first, second = records(message() + kill)

    assert second.standing is Standing.CANCELED
    assert first.external_id == second.external_id == "W2870:2025-01-04"


def test_alert_without_a_headline_has_its_first_sentence():
    found = story(
        "\x16\x16\x01W1645\x1fasian\r\nb i\x13\x11 BC-ML--Alert     01-04 0017\r\n\x02^BC-ML--Alert,17<\r\n"
        "\t   HAIFA (CP) _ The ferries sail again.\r\n\r\n\t   CP-WF-01-04-25 2350GMT<\r\n\x03"
    )

    assert (found.headline, found.section_label) == ("The ferries sail again.", "World")


def test_kill_needs_no_text():
    found = story("\x16\x16\x01W1645\x1fasian\r\nu i\x13\x11 BC-KILL--Ferries     01-04 0017\r\n\x02\x03")

    assert (found.standing, found.headline, found.body) == (Standing.CANCELED, "", "")


def test_several_messages_of_a_file_and_a_bad_one_stops_no_other():
    found = records(message() + "\x16\x16\x01nothing\x02x\x03" + message().replace("2870", "2871"))

    assert [(type(record), record.number) for record in found] == [(WireStory, 1), (WireFailure, 2), (WireStory, 3)]
    assert "no head of ANPA 1312" in found[1].reason


def test_time_without_zone_needs_one():
    text = message().replace("2101GMT", "2101")

    assert (story(text).published_at, story(text).external_id) == (None, "")
    assert story(text, Terms("UTC", override="Asia/Jerusalem")).published_at == datetime(2025, 1, 4, 19, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "sent", ["CP-WF-13-45-25 2101GMT", "CP-WF-00-04-25 2101GMT", "CP-WF-01-04-25 9999GMT", "later"]
)
def test_impossible_time_is_told(sent):
    found = story(message().replace("CP-WF-01-04-25 2101GMT", sent))

    assert found.published_at is None
    assert "the story needs" in found.warnings[0]


def test_time_in_american_zones():
    assert story(message().replace("2101GMT", "2101EST")).published_at == datetime(2025, 1, 5, 2, 1, tzinfo=UTC)


def test_copy_without_any_signs_is_paragraphs():
    found = story(
        "\x16\x01a0001\nr s\x13\x11 bc-ferries 01-04 9\n\x02Ferries agree.\n\nCaptains <b>too</b>.\n\x03\x16\x16\x04"
    )

    assert found.headline == "Ferries agree."
    assert bodies.plain_text(found.body) == "Ferries agree.\n\nCaptains b>too /b>."


def test_controls_reach_nothing():
    found = story(message(below="\t   a\x1bb\x0fc\u202ed"))

    assert found.body.endswith("<p>a b cd</p>")
    assert not {"\x01", "\x02", "\x1f", "\x13", "\x16"} & set(found.source_text)


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("\x16\x16\x01\x02\x03", "no head"),
        ("\x16\x16\x01W1645\nb i BC-X 01-04 0017\n\x02\x03", "neither a headline nor a text"),
        ("\x16\x16\x01", "no story"),
    ],
)
def test_broken_messages_are_refused_in_words(file, said):
    assert said in failure(file).reason


PARTS = st.sampled_from(
    [
        *("\x16\x16\x01", "\x02", "\x03", "\x04", "W2870\x1fasian\n", "f l\x13\x11 BC-X 01-04 0466\n", "^", "<"),
        *("=\n", "\n", "\t   Text", "^BC-ML--Ferries,466<\n", "By SALMA NASSER", "a;b;c\n", "CP-WF-01-04-25 2101GMT<"),
        *("\u202e", "KILL", "Eds: x", "___"),
    ]
)


@given(st.lists(PARTS, max_size=25), st.booleans())
@settings(max_examples=200, deadline=None)
def test_any_mixture_of_parts_is_numbered_records_and_never_raises(parts, headed):
    opening = "\x16\x16\x01W2870\x1fasian\nf l\x13\x11 BC-ML--Ferries     01-04 0466\n\x02" if headed else ""

    found = list(anpa.read((opening + "".join(parts)).encode(), TERMS))

    assert [record.number for record in found] == list(range(1, len(found) + 1))
    for record in found:
        if isinstance(record, WireStory):
            assert record.headline or record.standing is not Standing.USABLE
            assert bodies.sanitise(record.body) == record.body
            assert not set("\x00\x01\x02\x03\x04\x16\x1f\u202e") & set(record.body + record.headline + record.desk_note)
        else:
            assert record.reason.endswith(".")


@given(st.binary(max_size=200), st.sampled_from([b"", b"\x16\x16\x01W2870\x1fasian\r\nf l BC-X 01-04 9\r\n\x02"]))
@settings(deadline=None)
def test_any_bytes_are_records_and_never_raise(payload, opening):
    assert len(list(anpa.read(opening + payload, TERMS))) >= 1
