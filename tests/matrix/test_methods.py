"""Methods: what only asks changes nothing and is answered as GET is; what is neither GET nor POST is refused."""

import pytest
from django.urls import resolve

from .headers import wrong_headers
from .posted import posted
from .table import GIVEN, ROWS

pytestmark = pytest.mark.slow

ASKED = {row.address: row for row in ROWS if row.method == "GET" and row.roles(GIVEN)}
ADDRESSES = sorted({row.address for row in ROWS})
SENT = [row for row in ROWS if row.method == "POST" and row.roles(GIVEN + "c")]


@pytest.mark.parametrize("row", ASKED.values(), ids=str)
def test_head_is_answered_as_get_without_a_body(room, row):
    role, address = row.roles(GIVEN)[-1], room.world.filled(row.address)

    get, head = room.ask(role, "GET", address), room.ask(role, "HEAD", address)

    assert head.response.status_code == get.response.status_code
    assert head.letter in (get.letter, "y")  # whoever asks for the head alone has not opened a link
    assert b"".join(head.response) == b""


def tells_methods(address):
    """Whether programs may ask there what they may do, by OPTIONS."""
    return getattr(resolve(address.partition("?")[0]).func, "tells_methods", False)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_other_methods_are_answered_nowhere(room, method):
    asked = [address for address in ADDRESSES if method != "OPTIONS" or not tells_methods(room.world.filled(address))]
    answers = {address: room.ask("chief", method, room.world.filled(address)) for address in asked}

    assert {address: answer.letter for address, answer in answers.items() if answer.letter != "m"} == {}
    wrong = {address: wrong_headers(room.world.filled(address), answer.response) for address, answer in answers.items()}
    assert {address: sentences for address, sentences in wrong.items() if sentences} == {}


@pytest.mark.parametrize("row", SENT, ids=str)
def test_nothing_is_sent_without_the_forms_token(room, row):
    """Signing in and out as well; a story's form gives back what was typed in it. A letter's form has a token of its
    own, and no cookie."""
    role, address = row.roles(GIVEN + "c")[-1], room.world.filled(row.address)
    fields = {name: value for name, value in posted(room.world, row, role).items() if name != "token"}

    without = room.ask(role, "POST", address, fields, has_token=False)
    foreign = room.ask(role, "POST", address, {**fields, "csrfmiddlewaretoken": "a" * 64}, has_token=False)
    text = room.ask(role, "POST", address, '{"a": 1}', has_token=False, content_type="text/plain")

    assert [answer.letter for answer in (without, foreign, text)] == ["f"] * 3
