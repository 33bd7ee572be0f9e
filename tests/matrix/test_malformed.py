"""The id that is checked is the id that is used; what is forbidden reads as what is not there."""

import re

import pytest

from .posted import posted
from .table import GIVEN, ROLES, ROWS, one_of_each_view

pytestmark = pytest.mark.slow

HUGE = "9" * 40
BAD = ("1abc", "+1", "-1", "0", "%00", HUGE, "ce1c1ca2-3b8d-4f0a-9a52-1f6d3c0b8e77")
WORSE = (
    *("abc", "1.0", "1e1", "%201", "1%20", "1%00", "1,2", "9223372036854775808"),
    *("\u0661", "0x1", "None", "..%2f1", "%ff", "1_0"),
)
BESIDE, WELL_BESIDE = ("0{0}", "{0}abc"), ("+{0}", "{0}.0", " {0}", "{0}%0a")  # the number of one that is there
# Samples that are numbers of rows. (Others are files, tokens and days: `NAMES`.)
NAMES = {"file", "public_file", "token", "mail_token", "password_token", "bulk", "year", "month", "day", "live_path"}
NAMES |= {"translation_path"}
NUMBERED = [row for row in ROWS if set(row.samples) - NAMES and row.roles(GIVEN + "c")]
VIEWS = one_of_each_view(NUMBERED)
ABSENT = 2_000_000_000


def addresses(world, row, name, values):
    """The row's address with each of the values in place of one sample."""
    for value in values:
        yield row.address.format_map({**world.samples, name: value})


@pytest.mark.parametrize("row", VIEWS, ids=str)
def test_malformed_number_names_nothing(room, row):
    assert wrongly_answered(room, row, BAD, BESIDE) == {}


@pytest.mark.slow
@pytest.mark.parametrize("row", VIEWS, ids=str)
def test_number_that_is_malformed_in_any_way_names_nothing(room, row):
    assert wrongly_answered(room, row, WORSE, WELL_BESIDE) == {}


def wrongly_answered(room, row, bad, beside):
    """What is given under an address that names nothing, or is no 404 and no 400."""
    role = row.roles(GIVEN + "c")[-1]
    fields = posted(room.world, row, role) if row.method == "POST" else None
    wrong = {}
    for name in sorted(set(row.samples) - NAMES):
        values = (*bad, *(value.format(room.world.samples[name]) for value in beside))
        for address in addresses(room.world, row, name, values):
            answer = room.ask(role, row.method, address, fields)
            if answer.letter not in ("n", "b"):
                wrong[address] = str(answer)
    return wrong


FORBIDDEN = [row for row in ROWS if row.roles("nf") and not set(row.samples) <= NAMES]
FORMS = [row for row in FORBIDDEN if row.method == "GET" and row.address.endswith("/change/")]  # in each state


@pytest.mark.parametrize("row", list(dict.fromkeys([*one_of_each_view(FORBIDDEN), *FORMS])), ids=str)
def test_what_is_forbidden_reads_as_what_is_not_there(room, row):
    """In the same bytes, unless the person sees the thing itself and may only not do this with it."""
    name = next(name for name in row.samples if name not in NAMES)
    there = room.world.filled(row.address)
    (absent,) = addresses(room.world, row, name, [ABSENT])

    told = []
    for role in row.roles("nf"):
        if sees(role, name):
            continue
        fields = posted(room.world, row, role) if row.method == "POST" else None
        answers = [room.ask(role, row.method, address, fields) for address in (there, absent)]
        if pair(answers[0], there) != pair(answers[1], absent):
            told.append(role)

    assert told == []


def pair(answer, address):
    page = answer.words.replace(address, "ADDRESS")
    headers = {name: value for name, value in answer.response.headers.items() if "nonce" not in value}
    return answer.response.status_code, page, headers


def sees(role, name):
    """Whether a page of a thing is given to somebody, as the table has it."""
    pages = re.compile(rf"/admin/\w+/\w+/{{{name}}}/(change/)?")
    return any(row.of(role) in GIVEN for row in ROWS if row.method == "GET" and pages.fullmatch(row.address))


def test_every_role_is_refused_something():
    refused = {role for role in ROLES if any(row.of(role) in "nfs" for row in ROWS)}

    assert refused == set(ROLES)
