import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.desk.talk.mentions import Piece, calls_in, pieces


@pytest.mark.parametrize(
    ("text", "calls"),
    [
        ("@rana please read", [("rana",)]),
        ("Thanks, @rana.", [("rana.", "rana")]),
        ("@rana @rana @omar", [("rana",), ("omar",)]),
        ("(@rana) and “@omar”", [("rana",), ("omar",)]),
        ("مرحبا @سامي، اقرأ", [("سامي",)]),
        ("@سارة و@أحمد وقل لـ@omar", [("سارة",), ("أحمد",), ("omar",)]),
        ("תגיד ל@dana ושל@noa", [("dana",), ("noa",)]),
        ("بريد سامي@desk", []),
        ("line\n@rana\nline", [("rana",)]),
        ("@first.last+desk@x", [("first.last+desk@x",)]),
        ("mail rana@desk.example about it", []),
        ("https://social.example/@rana is the address", []),
        ("@ @. @@ @-", []),
        ("no names at all", []),
    ],
)
def test_calls_are_found(text, calls):
    assert calls_in(text) == calls


def test_called_names_are_marked_and_others_stay_text():
    assert pieces("Ask @Rana. or @nobody", ["rana"]) == [
        Piece("Ask "),
        Piece("@Rana", is_call=True),
        Piece(". or @nobody"),
    ]


@pytest.mark.parametrize(
    ("text", "link", "rest"),
    [
        ("See https://desk.example/a?b=c&d.", "https://desk.example/a?b=c&d", "."),
        ("(https://desk.example/a_(b))", "https://desk.example/a_(b)", ")"),
        ("HTTPS://desk.example/x", "HTTPS://desk.example/x", ""),
        ("انظر https://desk.example/a، ثم", "https://desk.example/a", "، ثم"),
        ('https://desk.example/"onclick="x"', "https://desk.example/", '"onclick="x"'),
        ("https://desk.example/<script>", "https://desk.example/", "<script>"),
    ],
)
def test_links_end_where_the_address_ends(text, link, rest):
    found = pieces(text, [])

    assert [piece.address for piece in found if piece.address] == [link]
    assert "".join(piece.text for piece in found).endswith(link + rest)


@pytest.mark.parametrize(
    "text", ["javascript:alert(1)", "data:text/html,x", "http://", "https://.", "ftp://desk.example"]
)
def test_only_web_addresses_become_links(text):
    assert [piece.address for piece in pieces(text, []) if piece.address] == []


@given(st.text(alphabet="@.ab /:h\ntps<>\"'()،س", max_size=200))
def test_pieces_lose_nothing(text):
    assert "".join(piece.text for piece in pieces(text, ["a", "b", "ab"])) == text


@pytest.mark.parametrize(
    "text", ["@" * 5000, "@a" * 2500, "https://" * 600, "https://a" + ")" * 4990, "@" + "." * 4999]
)
def test_hostile_text_takes_no_time(text):
    started = time.thread_time()
    pieces(text, ["a"])
    calls_in(text)

    assert time.thread_time() - started < 0.5
