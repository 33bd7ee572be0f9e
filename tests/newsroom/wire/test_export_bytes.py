import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.wire.export_bytes import ExportBytes, Numbered
from newsroom.wire.reading import Unreadable
from newsroom.wire.xml_reading import root_of


def whole(reader, size=8192):
    pieces = iter(lambda: reader.read(size), b"")
    return b"".join(pieces)


def numbered(payload, size=8192):
    return whole(Numbered(ExportBytes(io.BytesIO(payload))), size)


def test_control_characters_are_gone_and_breaks_of_lines_part_words():
    assert whole(ExportBytes(io.BytesIO(b"<a>Bo\x08a\0ts\x0bgo\x0cout\x1f</a>"))) == b"<a>Boats go out</a>"


def test_bytes_of_wide_letters_are_no_control_characters():
    payload = '<?xml version="1.0" encoding="UTF-16"?><a>ċ &name;</a>'.encode("utf-16")

    assert whole(ExportBytes(io.BytesIO(payload))) == payload
    assert numbered(payload) == payload


def test_piece_of_controls_alone_is_no_end():
    assert whole(ExportBytes(io.BytesIO(b"\0" * 50 + b"<a/>")), 10) == b"<a/>"


def test_first_byte_that_is_no_utf_8_is_named_for_what_holds_it():
    export = ExportBytes(io.BytesIO(b"<a><b>Caf\xc3\xa9</b><b>Caf\xe9</b></a>"))
    good, bad = root_of(whole(export, 9), repair=True)

    export.check(good)
    with pytest.raises(Unreadable, match="byte 21 of the file"):
        export.check(bad)


def test_other_charsets_are_not_held_against_utf_8():
    payload = '<?xml version="1.0" encoding="windows-1256"?><a>\u0645\ufffd</a>'.encode("windows-1256", "ignore")
    export = ExportBytes(io.BytesIO(payload))
    whole(export)

    assert export.first_wrong is None


@pytest.mark.parametrize(
    ("said", "given"),
    [
        (b"a=1&b=2", b"a=1&#38;b=2"),
        (b"R&amp;D &eacute; &nosuch;", b"R&#38;D &#233; &#38;&#110;&#111;&#115;&#117;&#99;&#104;&#59;"),
        (b"&#233; &#x1F600; &", b"&#233; &#x1F600; &#38;"),
        (b"&#55357;&#56832; &#xD83D;&#xDE00;", b"&#128512; &#128512;"),
        (b"&#xD800;x", b"&#65533;x"),
        (b"<![CDATA[R&D &amp; <]]>&<![CDATA[&]]>", b"<![CDATA[R&D &amp; <]]>&#38;<![CDATA[&]]>"),
        (b"<![CDATA[never ends & so", b"<![CDATA[never ends & so"),
    ],
)
def test_characters_are_named_by_their_numbers(said, given):
    assert numbered(said) == given
    assert numbered(said, 3) == given


@given(
    st.lists(
        st.sampled_from(
            [b"<![CDATA[", b"]]>", b"&", b"&amp;", b"&#38;", b"&#55357;&#56832;", b"]", b"<", b"x" * 37, b"\0"]
        )
    ),
    st.integers(1, 90),
)
def test_where_pieces_end_makes_no_difference(parts, size):
    class Slowly(io.BytesIO):
        def read(self, count=-1, /):
            return super().read(min(count, size) if count > 0 else count)

    payload = b"<a>" + b"".join(parts)

    assert whole(Numbered(ExportBytes(Slowly(payload)))) == numbered(payload)


@pytest.mark.parametrize("size", [1, 2, 3, 38, 39, 40, 41, 42])
def test_no_sign_is_parted_where_pieces_end(size):
    class Slowly(io.BytesIO):
        def read(self, count=-1, /):
            return super().read(min(count, size) if count > 0 else count)

    payload = b"<![CDATA[&]]>&<![CDATA[]&]]]>&" + b"x" * 90 + b"&#55357;&#56832;" * 9 + b"&"

    assert whole(Numbered(ExportBytes(Slowly(payload)))) == numbered(payload)
    assert numbered(payload).endswith(b"&#128512;" * 9 + b"&#38;")
