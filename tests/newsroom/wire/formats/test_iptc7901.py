from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.wire.formats import iptc7901
from newsroom.wire.reading import Terms
from newsroom.wire.stories import Embargo, Standing, WireByline, WireFailure, WireStory

from .reading import TERMS, failure, records, story

MESSAGE = (
    "\x01cwe0003 3 i 380  cw 0045\r\n\r\nHarbours/ferries/pay/\r\n\x02{top}"
    "Ferries agree on pay after a night\r\nof talks in Haifa\r\nBy Salma Nasser =\r\n\r\n"
    "Haifa (cw) - The ferry line will\r\npay more.\r\n\r\n\tCaptains <b>agree</b>.\r\n\r\n* * *\r\n\r\n{below}"
    "\r\n\x03\r\n042101 GMT Jan 25\r\n\x04"
)


def message(*, top="", below="And so it ends."):
    return MESSAGE.format(top=top, below=below)


def test_everything_that_a_message_says():
    found = story(message())

    assert found.external_id == "cwe0003:2025-01-04"
    assert found.published_at == found.changed_at == datetime(2025, 1, 4, 21, 1, tzinfo=UTC)
    assert found.local_time_as_printed == "042101 GMT Jan 25"
    assert found.headline == "Ferries agree on pay after a night of talks in Haifa"
    assert found.bylines == (WireByline("Salma Nasser", "by"),)
    assert (found.place, found.credit_line, found.language) == ("Haifa", "cw", "en")
    assert (found.section_label, found.tags) == ("World", ("Harbours", "ferries", "pay"))
    assert found.body == (
        "<p>Haifa (cw) - The ferry line will pay more.</p>\n<p>Captains &lt;b&gt;agree&lt;/b&gt;.</p>\n"
        "<p>And so it ends.</p>"
    )
    assert found.desk_note == "Slug: Harbours/ferries/pay/\nPriority: 3\nCategory: i"
    assert (found.standing, found.embargo, found.correction, found.warnings) == (Standing.USABLE, None, "", ())


def test_notes_of_the_agency_are_for_editors_alone():
    found = story(
        message(
            below="The end.\r\n\r\n# Notebook\r\n\r\n## Note to editors\r\n- adds a name\r\n\r\n* * * *\r\n"
            "The following information is not intended for publication\r\n\r\ncall +972 4 000000\r\n\r\ncw sn ro"
        )
    )

    assert found.body.endswith("<p>The end.</p>")
    assert "- adds a name" in found.desk_note
    assert "call +972 4 000000" in found.desk_note


def test_signature_below_the_text_goes_to_the_editors():
    found = story(message(below="cw sn ro ab"))

    assert found.body.endswith("agree&lt;/b&gt;.</p>")
    assert found.desk_note.endswith("cw sn ro ab")


@pytest.mark.parametrize(
    ("top", "standing", "embargo", "correction"),
    [
        ("REFILE\r\n1ST LEAD\r\n", Standing.USABLE, None, False),
        ("KILL\r\n", Standing.CANCELED, None, False),
        ("KILL KILL KILL\r\n", Standing.CANCELED, None, False),
        ("MANDATORY KILL\r\n", Standing.CANCELED, None, False),
        ("WITHHELD\r\n", Standing.WITHHELD, None, False),
        ("EMBARGOED\r\n", Standing.USABLE, Embargo(), False),
        ("CORRECTION\r\n", Standing.USABLE, None, True),
    ],
)
def test_marks_above_the_headline(top, standing, embargo, correction):
    found = story(message(top=top))

    assert (found.standing, found.embargo, bool(found.correction)) == (standing, embargo, correction)
    assert found.headline == "Ferries agree on pay after a night of talks in Haifa"
    assert found.desk_note.startswith(top.strip().replace("\r\n", " / "))


def test_kill_takes_back_what_had_its_slug_before():
    kill = message(top="KILL\r\n").replace("0003", "0009")

    assert [record.external_id for record in records(message() + kill)] == ["cwe0003:2025-01-04"] * 2
    assert [record.external_id for record in records(kill + message())] == ["cwe0009:2025-01-04", "cwe0003:2025-01-04"]


def test_headline_about_a_kill_is_no_kill():
    text = message().replace("Ferries agree on pay", "Hunters kill three wolves")

    assert story(text).standing is Standing.USABLE


def test_kill_needs_no_text():
    found = story("\x01cwe9 1 i 0\r\nKILL\r\n\x02\x03\r\n042101 GMT Jan 25\x04")

    assert (found.standing, found.headline, found.body) == (Standing.CANCELED, "", "")


def test_several_messages_of_a_file_and_a_bad_one_stops_no_other():
    before = message() + "\x16\x16\r\n" + "\x01nothing\x02x\x03"
    found = records(before + message().replace("0003", "0004"))

    assert [(type(record), record.number) for record in found] == [(WireStory, 1), (WireFailure, 2), (WireStory, 3)]
    assert "no head of IPTC 7901" in found[1].reason
    assert (found[0].line, found[2].line) == (1, before.count("\n") + 1)


def test_message_without_its_control_bytes_is_known_by_its_head():
    bare = message().replace("\x01", "").replace("\x02", "").replace("\x03\r\n", "").replace("\x04", "")

    found = story(bare)

    assert found.headline == "Ferries agree on pay after a night of talks in Haifa"
    assert (found.external_id, found.tags) == ("cwe0003:2025-01-04", ("Harbours", "ferries", "pay"))


def test_time_without_zone_needs_one():
    text = message().replace(" GMT", "")

    assert story(text).published_at is None
    assert (story(text).external_id, "names no zone" in story(text).warnings[0]) == ("", True)
    assert story(text, Terms("UTC", override="Asia/Jerusalem")).published_at == datetime(2025, 1, 4, 19, 1, tzinfo=UTC)


def test_message_without_a_date_says_so():
    found = story("\x01cwe0003 3 i 9\r\n\x02A headline =\r\n\r\nOne.\r\n\x03")

    assert found.published_at is None
    assert found.warnings == ("The message does not say when it was sent: the story needs a date.",)


def test_headline_without_its_sign_is_the_first_block():
    found = story("\x01cwe0003 3 s 9\x02\r\nFerries\r\nagree\r\n\r\nOne.\r\n\x03\r\n042101 GMT Jan 25\x04")

    assert (found.headline, found.body, found.section_label) == ("Ferries agree", "<p>One.</p>", "Sport")


def test_controls_reach_nothing():
    found = story(message(below="a\x1bb\x07c\x0fd\u202ee"))

    assert found.body.endswith("<p>a b c de</p>")
    assert not set(map(chr, range(9))) & set(found.source_text)


def test_arabic_in_a_windows_charset_is_read_and_told():
    text = message(below="قالت الشركة إن العمل يبدأ غدا في الميناء").replace("Haifa", "حيفا")

    [found] = iptc7901.read(text.encode("windows-1256"), TERMS)

    assert "قالت الشركة" in found.body
    assert "windows-1256" in found.warnings[0]


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("\x01\x01\x02\x03", "no head"),
        ("\x01cwe1 3 i 9\x02\x03", "neither a headline nor a text"),
        ("\x01", "no story"),
    ],
)
def test_broken_messages_are_refused_in_words(file, said):
    assert said in failure(file).reason


def test_file_of_signs_alone_is_read_in_one_go():
    assert len(list(iptc7901.read(b"\x01" * 1_000_000, TERMS))) == 1


PARTS = st.sampled_from(
    [
        *(
            "\x01",
            "\x02",
            "\x03",
            "\x04",
            "\x16",
            "cwe0003 3 i 380\r\n",
            "a/b/\r\n",
            "KILL\r\n",
            "Text =",
            "\r\n",
            "\n\n",
        ),
        "* * *",
        *("By Salma Nasser =\n", "# Notebook", "042101 GMT Jan 25", "999999 GMT Xxx 99", "Haifa (cw) - x", "\u202e"),
    ]
)


@given(st.lists(PARTS, max_size=25))
@settings(max_examples=200, deadline=None)
def test_any_mixture_of_parts_is_numbered_records_and_never_raises(parts):
    found = list(iptc7901.read("".join(parts).encode(), TERMS))

    assert [record.number for record in found] == list(range(1, len(found) + 1))
    for record in found:
        if isinstance(record, WireStory):
            assert record.headline or record.standing is not Standing.USABLE
            assert not set("\x00\x01\x02\x03\x04\x16\u202e") & set(record.body + record.headline + record.desk_note)
        else:
            assert record.reason.endswith(".")


@given(st.binary(max_size=200), st.sampled_from([b"", b"\x01cwe0003 3 i 380\r\n\x02", b"\x01\x02\x03\x01"]))
@settings(deadline=None)
def test_any_bytes_are_records_and_never_raise(payload, opening):
    assert len(list(iptc7901.read(opening + payload, TERMS))) >= 1


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Von Lina Saba, cw", ["Lina Saba"]),
        ("Par Lina Saba et Omar Saleh", ["Lina Saba", "Omar Saleh"]),
        ("Von der Leyen kommt nach Haifa", []),
        ("Von Tokio nach Haifa", []),
    ],
)
def test_byline_of_another_language_is_told_by_its_names(line, names):
    found = story(message().replace("By Salma Nasser", line))

    assert [byline.name for byline in found.bylines] == names
    assert found.headline.endswith("in Haifa" if names else line)


def test_lines_that_are_set_in_begin_paragraphs():
    found = story(message(below="    Boats stay\r\nin port.\r\n    Crews wait.\r\n    Ferries\r\ngo."))

    assert found.body.endswith("<p>Boats stay in port.</p>\n<p>Crews wait.</p>\n<p>Ferries go.</p>")


def test_block_that_is_set_in_as_a_whole_is_one_paragraph():
    assert story(message(below="    Boats stay\r\n    in port.")).body.endswith("<p>Boats stay in port.</p>")
