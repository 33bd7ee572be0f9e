import codecs
import io
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.wire.charsets import Decoded, UnreadableText, decode, printable, utf8_warnings

SAMPLES = Path(__file__).parents[2] / "samples" / "wire_text"
ARABIC = "قالت شركات العبّارات، يوم الاثنين، إنها اتفقت على الجدول."
HEBREW = "חברות המעבורות הסכימו על לוח הזמנים לחורף."


def guessed(charset):
    return (f"The file does not say its character set; judged by its letters it was read as {charset}.",)


@pytest.mark.parametrize(
    ("mark", "charset"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_decode_with_a_byte_order_mark(mark, charset):
    assert decode(mark + ARABIC.encode(charset)) == Decoded(ARABIC, charset)


def test_decode_of_nothing_is_empty_text():
    assert decode(b"") == Decoded("", "utf-8")


def test_decode_utf_8_without_a_mark():
    assert decode(ARABIC.encode()) == Decoded(ARABIC, "utf-8")


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        (ARABIC, "windows-1256"),
        ("Ferries\n“Winter” – " + ARABIC, "windows-1256"),
        ("شَرِكَاتُ العَبَّارَاتِ", "windows-1256"),
        (HEBREW, "windows-1255"),
        ("שָׁלוֹם לָעוֹלָם", "windows-1255"),
        ("“Nobody got everything” – Haddad’s words…", "windows-1252"),
    ],
)
def test_decode_windows_charset_told_by_its_letters(text, charset):
    assert decode(text.encode(charset)) == Decoded(text, charset, guessed(charset))


def test_decode_both_samples_of_one_story_alike():
    in_utf_8 = decode((SAMPLES / "ferry-timetable.ar.txt").read_bytes())
    in_windows_1256 = decode((SAMPLES / "ferry-timetable.ar.windows-1256.txt").read_bytes())

    assert in_windows_1256.text == in_utf_8.text
    assert (in_utf_8.charset, in_windows_1256.charset) == ("utf-8", "windows-1256")


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        ("Le café de la gare a fermé, dit-il à la réunion.", "windows-1252"),
        ("Die Straße nach Köln ist für Busse geöffnet.", "windows-1252"),
        ("CAFÉ À LA GARE", "windows-1252"),
        ("Паромные компании договорились о расписании.", "windows-1251"),
        ("ПАРОМНЫЕ КОМПАНИИ ДОГОВОРИЛИСЬ О РАСПИСАНИИ.", "windows-1251"),
        ("Паромные компании договорились о расписании.", "koi8-r"),
        ("ПАРОМНЫЕ КОМПАНИИ ДОГОВОРИЛИСЬ О РАСПИСАНИИ.", "koi8-r"),
        ("Οι εταιρείες συμφώνησαν για το δρομολόγιο.", "windows-1253"),
        ("ΟΙ ΕΤΑΙΡΕΊΕΣ ΣΥΜΦΏΝΗΣΑΝ ΓΙΑ ΤΟ ΔΡΟΜΟΛΌΓΙΟ, ΕΊΠΕ Η ΑΡΧΉ ΤΟΥ ΛΙΜΈΝΑ.", "windows-1253"),
        (ARABIC, "iso8859-6"),
    ],
)
def test_decode_refuses_other_charsets(text, charset):
    payload = text.encode(charset)

    with pytest.raises(UnreadableText, match="do not read as windows-1256 or windows-1255"):
        decode(payload)


@pytest.mark.parametrize("text", [ARABIC * 20, HEBREW * 20])
def test_decode_refuses_utf_8_with_one_broken_byte(text):
    payload = bytearray(text.encode())
    payload[40] = 0xFF

    with pytest.raises(UnreadableText, match=r"is not UTF-8 \(byte 0x"):
        decode(bytes(payload))


def test_decode_names_byte_and_offset_of_what_does_not_fit():
    with pytest.raises(UnreadableText) as refusal:
        decode(b"caf\xe9")

    assert refusal.value.offset == 3
    assert str(refusal.value) == (
        "The file is not UTF-8 (byte 0xE9 at byte 3 does not fit), and its letters do not read as "
        "windows-1256 or windows-1255. Save it as UTF-8 and import it again."
    )


def test_decode_names_the_offset_after_a_mark_that_lies():
    with pytest.raises(UnreadableText, match="not utf-8 at byte 5") as refusal:
        decode(codecs.BOM_UTF8 + b"ab\xff")

    assert refusal.value.offset == 5


def test_decode_refuses_nul_and_names_utf_16_without_a_mark():
    with pytest.raises(UnreadableText, match="NUL byte at byte 1: .* UTF-16") as refusal:
        decode("WORLD".encode("utf-16-le"))

    assert refusal.value.offset == 1


def test_decode_refuses_nul_inside_marked_utf_16():
    with pytest.raises(UnreadableText, match="the first after 2 bytes of text"):
        decode(codecs.BOM_UTF16_LE + "a\0b".encode("utf-16-le"))


def test_decode_refuses_control_characters_beyond_wire_framing():
    with pytest.raises(UnreadableText, match="not plain text"):
        decode(b"\x1f\x8b\x08".replace(b"\x8b", b"a") * 10)


def test_decode_lets_wire_framing_pass():
    assert decode(b"\x01world\x02story\x03").text == "\x01world\x02story\x03"


def test_decode_warns_of_replacement_characters():
    decoded = decode("Had\ufffdad".encode())

    assert decoded.warnings == ("The file holds replacement characters (U+FFFD): it was damaged before it arrived.",)


def test_printable_drops_controls_and_stray_marks_but_not_line_feeds():
    assert printable("\ufeffa\x00\x01\x02\x03\x1b\x7f\x80\x9fb\n\tc") == "ab\n\tc"


@given(st.binary(max_size=400))
@settings(deadline=None)
def test_decode_of_any_bytes_is_text_or_a_named_refusal(payload):
    with suppress(UnreadableText):
        assert "\0" not in decode(payload).text


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufeff\ufffd")))
@settings(deadline=None)
def test_decode_of_any_utf_8_text_is_that_text(text):
    assert decode(text.encode()) == Decoded(text, "utf-8")


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        "Ferries, \u0639\u0628\u0627\u0631\u0627\u062a\n".encode(),
        b"\xef\xbb\xbfFerries",
        b"a" * 999_999 + "\u0639".encode(),
        "damaged \ufffd".encode(),
        b"a bell among many letters, which no binary file has: \x07",
    ],
    ids=["empty", "two scripts", "mark", "across two pieces", "damaged", "bell"],
)
def test_utf8_is_told_piece_by_piece(payload):
    assert utf8_warnings(io.BytesIO(payload)) == decode(payload).warnings


@pytest.mark.parametrize(
    "payload",
    [
        "Ferries".encode("utf-16"),
        "\u0639\u0628\u0627\u0631\u0627\u062a".encode("windows-1256"),
        b"a" * 1_000_000 + "\u0639".encode()[:1],
        b"with\0nul",
        b"bells\x07\x07",
    ],
    ids=["utf-16", "arabic", "breaks off within a letter", "nul", "bells"],
)
def test_what_is_no_plain_utf8_is_told_piece_by_piece(payload):
    assert utf8_warnings(io.BytesIO(payload)) is None
