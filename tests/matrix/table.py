"""The rights matrix: one table, role x action x object, over every address of the project.

A row is a method, an address with sample objects of `world.World` in braces, what is posted, and after the bar what
each role gets. `rows_*.py` hold the rows.

    roles, in this order: anonymous | own reporter, reporter of the section, reporter of another | editor, editor of
    another section | chief, chief of another section | moderator | administrator without a membership | somebody
    deactivated, an account without a role

    y  given, and nothing is changed        w  given, and something is changed
    s  asked to sign in                     f  403          n  404          m  405
    c  409: not the moment                  b  400          g  410: the link is dead
    A capital: refused, and yet something is kept (what was typed).

`BOTH` stands for the page (GET) and what it sends (POST): where the POST changes something, the page is given.
"""

import re
from dataclasses import dataclass

from .rows_about import ABOUT
from .rows_accounts import ACCOUNTS
from .rows_api import API
from .rows_desk import DESK
from .rows_found import FOUND
from .rows_fronts import FRONTS
from .rows_letters import LETTERS as LETTER_ROWS
from .rows_moves import MOVES
from .rows_readers import READERS
from .rows_records import RECORDS
from .rows_search import SEARCH
from .rows_story import STORY

ROLES = (
    *("anonymous", "reporter", "colleague", "outside_reporter", "editor", "outside_editor", "chief", "outside_chief"),
    *("moderator", "administrator", "deactivated", "guest"),
)
LINE = re.compile(r"(GET|POST|BOTH) +(\S+)(?: +(\S+))? +\| +([a-zA-Z ]+)")
GIVEN = "yw"


@dataclass(frozen=True)
class Row:
    """`posted` is a query string with sample objects in braces, or the name of a form in `posted.py` after an @."""

    method: str
    address: str
    posted: str
    expected: tuple[str, ...]

    def __str__(self):
        return f"{self.method} {self.address}" + (f" {self.posted}" if self.posted else "")

    @property
    def samples(self):
        return re.findall(r"{(\w+)}", self.address)

    def of(self, role):
        return self.expected[ROLES.index(role)]

    def roles(self, letters):
        return [role for role, letter in zip(ROLES, self.expected, strict=True) if letter in letters]


def _rows(text):
    for line in text.strip().splitlines():
        if not line or line.startswith("#"):
            continue
        method, address, posted, letters = LINE.fullmatch(line.strip()).groups()
        expected = tuple(letters.replace(" ", ""))
        assert len(expected) == len(ROLES), line
        if method == "BOTH":
            yield Row("GET", address, "", tuple("y" if letter == "w" else letter for letter in expected))
        yield Row("POST" if method == "BOTH" else method, address, posted or "", expected)


def one_of_each_view(rows):
    """One row for each method of each view, where it makes no difference which sample it is, or which move."""
    return list({(row.method, re.sub(r"{\w+}|/move/\w+|\?.*", "", row.address)): row for row in rows}.values())


TEXTS = (DESK, STORY, MOVES, RECORDS, ACCOUNTS, READERS, FOUND, ABOUT, LETTER_ROWS, SEARCH, FRONTS, API)
ROWS = [row for text in TEXTS for row in _rows(text)]
