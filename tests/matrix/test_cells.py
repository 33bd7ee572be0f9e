"""Every cell of the matrix: the request as the role sends it, what comes back, and what it left behind."""

import pytest

from .headers import wrong_headers
from .posted import posted
from .table import ROLES, ROWS

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_each_role_gets_what_the_table_says(room, row):
    address = room.world.filled(row.address)

    wrong = []
    for role in ROLES:
        answer = room.ask(role, row.method, address, posted(room.world, row, role) if row.method == "POST" else None)
        if answer.letter != row.of(role):
            wrong.append(f"{role}: {answer.letter} for {row.of(role)} ({answer})")
        wrong += [f"{role}: {sentence}" for sentence in wrong_headers(address, answer.response)]

    assert not wrong, "\n".join(wrong)
