import codecs
import re
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsroom.wire.datelines import UnknownZone
from newsroom.wire.formats.wire_text import LARGEST_FILE, LONGEST_LINE, read
from newsroom.wire.reading import Terms
from newsroom.wire.stories import WireByline, WireFailure, WireStory

SAMPLES = Path(__file__).parents[3] / "samples" / "wire_text"
DATELINE = "Sat 04 Jan 2025 7:12 pm - Jerusalem Time"
STORY = f"WORLD\n{DATELINE}\nFerries agree\nOne.\nTwo.\nShare your opinion\nFerries agree\n"


def records(text, **terms):
    payload = text if isinstance(text, bytes) else text.encode()
    terms = {"zone": "Asia/Jerusalem", "zone_labels": ("Jerusalem Time", "بتوقيت القدس")} | terms
    return list(read(payload, Terms(**terms)))


def paragraphs(record):
    return tuple(unescape(text) for text in re.findall("<p>(.*)</p>", record.body))


def story(text, **terms):
    [record] = records(text, **terms)
    assert isinstance(record, WireStory), record
    return record


def failure(text, **terms):
    [record] = records(text, **terms)
    assert isinstance(record, WireFailure), record
    return record


def sample(name):
    return (SAMPLES / name).read_bytes()


def story_with(*below_headline):
    return "\n".join(("WORLD", DATELINE, "Ferries agree", *below_headline))


def test_sample_in_english():
    ferries = story(sample("ferry-timetable.en.txt"))

    assert ferries.headline == "Ferry operators and port authority agree winter timetable"
    assert ferries.published_at == datetime(2025, 11, 18, 4, 40, tzinfo=UTC)
    assert ferries.local_time_as_printed == "Tue 18 Nov 2025 6:40 am - Jerusalem Time"
    assert (ferries.number, ferries.line, ferries.zone) == (1, 1, "Asia/Jerusalem")
    assert (ferries.language, ferries.section_label, ferries.place) == ("en", "ECONOMY", "")
    assert (ferries.bylines, ferries.tags, ferries.warnings) == ((), (), ())
    assert len(paragraphs(ferries)) == 8
    assert paragraphs(ferries)[-1] == "The new timetable takes effect on December 1."
    assert ferries.source_text == sample("ferry-timetable.en.txt").decode()


def test_sample_in_arabic():
    ferries = story(sample("ferry-timetable.ar.txt"))

    assert ferries.headline == "شركات العبّارات وسلطة الميناء تتفق على جدول الشتاء"
    assert ferries.published_at == datetime(2025, 11, 18, 4, 40, tzinfo=UTC)
    assert (ferries.language, ferries.section_label, ferries.warnings) == ("ar", "اقتصاد", ())
    assert len(paragraphs(ferries)) == 5


def test_sample_in_windows_1256_has_the_same_digest():
    ferries = story(sample("ferry-timetable.ar.windows-1256.txt"))

    assert ferries.digest == story(sample("ferry-timetable.ar.txt")).digest
    assert ferries.warnings == (
        "The file does not say its character set; judged by its letters it was read as windows-1256.",
    )


def test_sample_with_byline_and_tags():
    library = story(sample("library-opinion-byline-tags.txt"))

    assert library.published_at == datetime(2025, 5, 29, 21, 0, tzinfo=UTC)
    assert library.bylines == (WireByline("Salma Nasser", "by"),)
    assert library.tags == ("libraries", "councils")
    assert len(paragraphs(library)) == 2


def test_sample_without_section_and_with_crlf():
    buses = story(sample("night-buses-no-section.txt"))

    assert (buses.section_label, buses.headline) == ("", "Night buses return to the eastern districts")
    assert buses.published_at == datetime(2025, 10, 12, 20, 5, tzinfo=UTC)
    assert len(paragraphs(buses)) == 3


def test_sample_in_a_doubled_hour():
    ferries = story(sample("clock-change-fold.txt"))

    assert ferries.published_at == datetime(2025, 10, 25, 22, 30, tzinfo=UTC)
    assert [warning[:38] for warning in ferries.warnings] == ["01:30 on 26 October 2025 came twice in"]


def test_sample_with_a_wrong_weekday():
    ferries = story(sample("wrong-weekday.txt"))

    assert ferries.digest == story(sample("ferry-timetable.en.txt")).digest
    assert [warning[:32] for warning in ferries.warnings] == ["The dateline says Monday, but 18"]


def test_sample_with_an_unreadable_dateline():
    refused = failure(sample("bad-dateline.txt"))

    assert (refused.number, refused.line) == (1, 2)
    assert refused.reason == (
        'Line 2: "Sometime last week" is not a dateline. One looks like '
        '"Sat 04 Jan 2025 7:12 pm - Jerusalem Time" and stands on line 1, 2 or 3 of the story. '
        "Correct it and import the file again."
    )
    assert refused.source_text == sample("bad-dateline.txt").decode().rstrip("\n")


@pytest.mark.parametrize(
    "payload",
    [
        STORY.replace("\n", "\r\n").encode(),
        STORY.replace("\n", "\r").encode(),
        STORY.replace("\n", "\u2028").encode(),
        STORY.replace("\n", "\n\n \t\n").encode(),
        STORY.replace("\n", " \u00a0\t\n").encode(),
        STORY.replace(" ", "\u00a0 ").encode(),
        codecs.BOM_UTF8 + STORY.encode(),
        codecs.BOM_UTF16_LE + STORY.encode("utf-16-le"),
        ("\n\n" + STORY + "\n\u200e\n\n").encode(),
        ("\x01" + STORY.replace("agree\nOne", "agree\x02\nO\x80ne") + "\x03").encode(),
        STORY.removesuffix("Share your opinion\nFerries agree\n").encode(),
        STORY.removesuffix("Ferries agree\n").encode(),
        STORY.replace("\nShare your opinion\n", "\n SHARE YOUR OPINION: \n").encode(),
    ],
)
def test_digest_does_not_depend_on_bytes_blanks_or_trailer(payload):
    assert story(payload).digest == story(STORY).digest


def test_controls_reach_no_part_of_a_story():
    noisy = story_with("\x01By Salma\x02 Nasser", "On\x9be.\x03", "Tags: a\x04, b\x85", "").replace(
        "WORLD", "WO\x16RLD"
    )

    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", str(records(noisy)[0]) + records(noisy)[0].source_text)
    assert story(noisy).bylines == (WireByline("Salma Nasser", "by"),)


def test_headline_is_composed_and_without_overrides():
    text = STORY.replace("Ferries agree", "\u202eFerries\u2066  at\u00a0Cafe\u0301\u202c")

    assert story(text).headline == "Ferries at Caf\u00e9"
    assert paragraphs(story(text)) == ("One.", "Two.")


def test_paragraph_with_the_words_of_the_trailer_is_kept():
    text = story_with("One.", "Share your opinion", "Two.", "Do share your opinion with us.", "Ferries agree")

    assert paragraphs(story(text)) == tuple(text.splitlines()[3:])


def test_trailer_in_arabic_ends_the_story():
    assert paragraphs(story(story_with("One.", "شارك برأيك", "Ferries agree"))) == ("One.",)


def test_text_after_a_complete_trailer_is_the_next_record():
    payload = STORY + "\n" + STORY.replace("agree", "sail") + sample("bad-dateline.txt").decode()

    first, second, third = records(payload)

    assert (first.number, first.line, first.headline) == (1, 1, "Ferries agree")
    assert (second.number, second.line, second.headline) == (2, 9, "Ferries sail")
    assert (third.number, third.line, type(third)) == (3, 17, WireFailure)
    assert first.source_text == STORY.rstrip("\n")


def test_failed_record_does_not_swallow_the_next_one():
    broken = STORY.replace(DATELINE, "Sometime last week")

    assert [(type(record), record.number) for record in records(broken + STORY)] == [
        (WireFailure, 1),
        (WireStory, 2),
    ]


def test_dateline_inside_the_body_is_kept_with_a_warning():
    text = story_with("One.", "SPORT", DATELINE, "Runners run", "Two.")

    assert paragraphs(story(text)) == ("One.", "SPORT", DATELINE, "Runners run", "Two.")
    assert story(text).warnings == (f'Line 6: "{DATELINE}" may begin another story; kept as text.',)


def test_section_stands_directly_above_the_dateline():
    record = story("URGENT\n" + STORY)

    assert record.section_label == "WORLD"
    assert record.warnings == ('Line 1: "URGENT" stands above the section and was not used.',)


def test_dateline_below_the_third_line_is_not_looked_for():
    assert failure("One\nTwo\n" + STORY).line == 2


@pytest.mark.parametrize(
    ("dateline", "reason"),
    [
        ("Sat 31 Feb 2025 7:12 pm", 'Line 2: "Sat 31 Feb 2025 7:12 pm" names 31 February 2025, which is not'),
        (
            "4 Jan 2025 7:12 pm - Cairo Time",
            'Line 2: "4 Jan 2025 7:12 pm - Cairo Time" is in a time zone this',
        ),
        ("04/01/2025 19:12", 'Line 2: "04/01/2025 19:12" is not a dateline. One looks like "Sat 04 Jan'),
    ],
)
def test_dateline_that_cannot_be_used_is_quoted_with_its_line(dateline, reason):
    refused = failure(STORY.replace(DATELINE, dateline))

    assert refused.line == 2
    assert refused.reason[: len(reason)] == reason


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        (b"", 1, "The file is empty: there is no story in it."),
        (b" \r\n\t\xc2\xa0\n\xe2\x80\x8f", 1, "The file is empty: there is no story in it."),
        (f"WORLD\n\n{DATELINE}\n", 3, "Line 3: no headline follows this dateline."),
        (f"WORLD\n{DATELINE}\nShare your opinion\n", 2, "Line 2: no headline follows this dateline."),
        (f"WORLD\n{DATELINE}\nFerries agree\n", 3, "Line 3: no paragraph follows this headline."),
        (
            f"{DATELINE}\nFerries\nBy Salma Nasser\nTags: a\nShare your opinion\nFerries",
            2,
            "Line 2: no paragraph follows this headline.",
        ),
        (
            STORY.replace("Two.", "x" * (LONGEST_LINE + 1)),
            5,
            "Line 5 has 100001 characters; up to 100000 are read. Break it into paragraphs.",
        ),
        (
            b"x" * (LARGEST_FILE + 1),
            1,
            "The file has 5.0 MB; up to 5 MB are read. Split it and import the parts.",
        ),
    ],
)
def test_record_that_is_no_story_fails_with_its_line(text, line, reason):
    refused = failure(text)

    assert (refused.number, refused.line, refused.reason) == (1, line, reason)


def test_file_in_an_unknown_charset_fails_with_line_and_offset():
    refused = failure(STORY.replace("Two.", "Le café a fermé.").encode("latin-1"))

    assert refused.line == 5
    assert refused.reason[:53] == "The file is not UTF-8 (byte 0xE9 at byte 72 does not "
    assert refused.source_text.splitlines()[4] == r"Le caf\xe9 a ferm\xe9."


@pytest.mark.parametrize(
    ("line", "bylines"),
    [
        ("By Salma Nasser", [("Salma Nasser", "by")]),
        ("BY SALMA NASSER", [("SALMA NASSER", "by")]),
        ("Opinion by: Salma Nasser", [("Salma Nasser", "by")]),
        (
            "Written by Salma Nasser, Omar al-Said and Mariam bin Haddad",
            [
                ("Salma Nasser", "by"),
                ("Omar al-Said", "by"),
                ("Mariam bin Haddad", "by"),
            ],
        ),
        ("Photos by Omar Said", [("Omar Said", "photos")]),
        ("Translated by: Omar Said", [("Omar Said", "translation")]),
        ("Edited by Omar Said", [("Omar Said", "editing")]),
        ("بقلم: سلمى ناصر", [("سلمى ناصر", "by")]),
        ("بقلم سلمى ناصر ومريم حداد", [("سلمى ناصر", "by"), ("مريم حداد", "by")]),
        (
            "كتبت: سلمى ناصر، مريم حداد و عمر سعيد",
            [
                ("سلمى ناصر", "by"),
                ("مريم حداد", "by"),
                ("عمر سعيد", "by"),
            ],
        ),
        ("كتب: أحمد وهبي", [("أحمد وهبي", "by")]),
        ("بقلم: أحمد محمود وليد حداد", [("أحمد محمود وليد حداد", "by")]),
        ("بقلم: سلمى ناصر، ووائل حداد", [("سلمى ناصر", "by"), ("وائل حداد", "by")]),
        ("تصوير: عمر سعيد", [("عمر سعيد", "photos")]),
        ("ترجمة عمر سعيد", [("عمر سعيد", "translation")]),
        ("تحرير: عمر سعيد", [("عمر سعيد", "editing")]),
    ],
)
def test_byline_below_the_headline(line, bylines):
    record = story(story_with(line, "One."))

    assert [(byline.name, byline.role) for byline in record.bylines] == bylines
    assert paragraphs(record) == ("One.",)


def test_bylines_on_several_lines_keep_their_order():
    record = story(story_with("By Salma Nasser", "Photos by Omar Said", "One.", "By Mariam Haddad"))

    assert record.bylines == (WireByline("Salma Nasser", "by"), WireByline("Omar Said", "photos"))
    assert paragraphs(record) == ("One.", "By Mariam Haddad")


@pytest.mark.parametrize(
    "line",
    [
        "By Monday the talks had ended.",
        "By the end of the week the talks had ended",
        "By Monday.",
        "By-products of the port are sold",
        "By: 2030",
        "By",
        "By ,",
        "كتب أحمد رسالة إلى الميناء",
        "تحرير الميناء واجب",
        "By " + "Very Long Name " * 20,
    ],
)
def test_first_paragraph_that_is_no_byline_is_kept(line):
    record = story(story_with(line, "Two."))

    assert record.bylines == ()
    assert paragraphs(record) == (line.strip(), "Two.")


@pytest.mark.parametrize(
    ("lines", "tags"),
    [
        (["Tags", "", "libraries, councils"], ("libraries", "councils")),
        (["TAGS:", "libraries"], ("libraries",)),
        (["Tags: libraries, #councils, Libraries,"], ("libraries", "councils")),
        (["وسوم", "مكتبات، مجالس"], ("مكتبات", "مجالس")),
        (["الوسوم: مكتبات، مجالس"], ("مكتبات", "مجالس")),
        (["Tags"], ()),
    ],
)
@pytest.mark.parametrize("trailer", [[], ["Share your opinion", "Ferries agree"]])
def test_tags_below_the_body(lines, tags, trailer):
    record = story(story_with("One.", *lines, *trailer))

    assert (record.tags, paragraphs(record)) == (tags, ("One.",))


def test_tags_line_with_more_than_a_list_below_is_kept_with_a_warning():
    record = story(story_with("One.", "Tags", "libraries", "Two."))

    assert record.tags == ()
    assert paragraphs(record) == ("One.", "Tags", "libraries", "Two.")
    assert record.warnings == ('Line 5: more than one line follows "Tags"; kept as text.',)


@pytest.mark.parametrize(
    ("opening", "place"),
    [
        ("HAIFA - The port said so.", "HAIFA"),
        ("HAIFA (Desk) — The port said so.", "HAIFA"),
        ("Haifa (desk) - The port said so.", "Haifa"),
        ("رام الله (وكالة) - قال الميناء ذلك.", "رام الله"),
        ("Haddad - who runs the port - said so.", ""),
        ("The port said so.", ""),
    ],
)
def test_place_is_read_and_stays_in_the_text(opening, place):
    record = story(story_with(opening))

    assert (record.place, paragraphs(record)) == (place, (opening,))


def test_language_follows_the_letters_unless_given():
    arabic = story_with("قالت شركات العبارات وسلطة الميناء إنها اتفقت على الجدول.")

    assert (story(arabic).language, story(STORY).language) == ("ar", "en")
    assert story(arabic, language="en").language == "en"
    assert story(story_with("The boat is called الميناء in Arabic.")).language == "en"


def test_hebrew_is_told_from_its_letters():
    record = story(f"{DATELINE}\nמעבורות\nחברות המעבורות הסכימו.\n")

    assert (record.language, record.warnings) == ("he", ())


def test_language_of_other_letters_is_doubted():
    assert story(f"{DATELINE}\nПаромы\nПаромы договорились.\n").warnings == (
        "The letters are neither Arabic, Hebrew nor Latin; the language was taken to be English.",
    )


def test_override_reads_the_dateline_in_that_zone():
    assert story(STORY, override="UTC").published_at == datetime(2025, 1, 4, 19, 12, tzinfo=UTC)


def test_unknown_zone_is_refused_before_any_record():
    with pytest.raises(UnknownZone, match='"Asia/Nowhere" is not a time zone'):
        read(b"", Terms("Asia/Jerusalem", override="Asia/Nowhere"))


LINES = st.sampled_from(
    [
        *(
            "WORLD",
            DATELINE,
            "31 Feb 2025 7:12 pm",
            "Sometime",
            "Ferries agree",
            "By Salma Nasser and",
            "By و, ووو",
        ),
        *(
            "بقلم: و وو سلمى",
            "One.",
            "",
            "Share your opinion",
            "شارك برأيك",
            "Tags",
            "Tags: ,",
            "a, b",
            "\x01\x02",
        ),
        *("\u202e\u200f", "\u0651", "ﷺ" * 30, "HAIFA - x"),
    ]
)


@example(["WORLD", "Share your opinion", DATELINE, DATELINE])
@given(st.lists(LINES | st.text(max_size=20), max_size=25))
@settings(max_examples=300, deadline=None)
def test_any_mixture_of_lines_is_numbered_records_and_never_raises(rows):
    found = records("\n".join(rows))

    assert [record.number for record in found] == list(range(1, len(found) + 1))
    for record in found:
        if isinstance(record, WireStory):
            assert record.headline
            assert all(paragraphs(record))
            assert paragraphs(record)
            assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", record.headline)
        else:
            assert record.reason.endswith(".")


@given(st.binary(max_size=300), st.sampled_from([b"", b"WORLD\n" + DATELINE.encode() + b"\n"]))
@settings(deadline=None)
def test_any_bytes_are_records_and_never_raise(payload, opening):
    assert len(records(opening + payload)) >= 1
