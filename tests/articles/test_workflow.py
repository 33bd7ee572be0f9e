"""The table of moves in the code is the one that was agreed on."""

import pytest

from articles.workflow import MOVES, TIMED_MOVES, Action, states
from tests.articles.design_table import table

RIGHTS = {
    "reporter": "reporter",
    "works": "own",
    "edits": "editing",
    "own_draft": "own_draft",
    "spikes": "spiking",
    "embargoes": "own_draft",
    "blocks": "editor",
    "imports": "chief",
    "due": "editor",
    "editor": "editor",
    "chief": "chief",
}
ROWS = {
    **{str(action): move for action, move in MOVES.items() if action != "create"},
    "schedule_hold": TIMED_MOVES[Action.HOLD],
    "schedule_retract": TIMED_MOVES[Action.RETRACT],
}
NEEDS = {
    "assign": {"assignee"},
    "edit": {"revision"},
    "send_back": {"reason"},
    "approve": {"revision"},
    "publish": {"kind"},
    "publish_urgent": {"kind", "reason"},
    "fix_typo": {"reason"},
    "schedule": {"run_at"},
    "schedule_hold": {"run_at"},
    "schedule_retract": {"run_at", "text"},
    "retract": {"text"},
    "reinstate": {"reason"},
    "block": {"kind", "text"},
}


def test_table_has_the_agreed_actions():
    assert set(ROWS) == set(table()) - {"clear_legal"}


@pytest.mark.parametrize("action", sorted(ROWS))
def test_row_equals_the_agreed_one(action):
    right, desk, readers = table()[action]
    row = ROWS[action]

    assert {str(state): set(map(str, targets)) for state, targets in row.desk.items()} == desk
    assert {str(state): set(map(str, targets)) for state, targets in row.readers.items()} == readers
    if action != "clear_block":
        assert row.right == RIGHTS[right]
    assert set(row.needs) == NEEDS.get(action, set())


def test_only_these_moves_are_open_to_a_source():
    assert {str(action) for action, move in MOVES.items() if move.by_source} == {
        "create",
        "publish_import",
        "block",
        "set_embargo",
    }


def test_states_never_spike_what_readers_have():
    pairs = {(str(desk), str(readers)) for desk, readers in states()}

    assert len(pairs) == 27
    assert ("spiked", "live") not in pairs
    assert ("spiked", "held") not in pairs
    assert ("published", "none") not in pairs


def test_moves_never_leave_the_pairs_of_states():
    """No row leads from a pair that can be to one that cannot, whatever the verbs choose."""
    known = set(states())
    for action, row in MOVES.items():
        for desk, readers in known:
            if not row.starts_from(desk, readers) or action == "publish_due":
                continue
            ends = {(d, r) for d in row.desk[desk] for r in row.readers[readers]}
            assert ends & known, (action, desk, readers)
            if action != "publish_import":
                assert ends <= known, (action, desk, readers)
