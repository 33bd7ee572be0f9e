"""The table of moves as the newsroom agreed on it, written down a second time and apart from `workflow.MOVES`.

One line a move: its action, who may make it, desk states from -> to, readers' states from -> to. Within a
column ";" parts several arrows and "|" several targets; "same" is the state that it was; "any" is every
state, "any-spiked" every state but that one.
"""

DESK = ("incoming", "draft", "in_review", "approved", "published", "spiked")
READERS = ("none", "live", "held", "retracted", "removed")

LINES = """
take             reporter  incoming -> draft                                    any -> same
assign           editor    any-spiked -> same                                   any -> same
edit             edits     draft in_review -> same; approved published -> draft any -> same
submit           works     draft -> in_review                                   any -> same
take_back        works     in_review -> draft                                   any -> same
send_back        editor    in_review approved -> draft                          any -> same
approve          editor    in_review -> approved                                any -> same
publish          editor    approved -> published                                none live -> live; held -> held
publish_urgent   chief     draft in_review -> published                         none live -> live; held -> held
fix_typo         editor    published -> published                               live -> live
publish_import   imports   incoming -> published|incoming; published -> same    none -> live|none; live held -> same
schedule         editor    approved -> same                                     none live held -> same
schedule_hold    editor    any-spiked -> same                                   none live held -> same
schedule_retract chief     any-spiked -> same                                   none live held -> same
publish_due      due       any-spiked -> same|published                         none live -> live
unschedule       editor    any -> same                                          any -> same
hold             editor    any -> same                                          live -> held
release          editor    any -> same                                          held -> live
retract          chief     any -> same                                          live held -> retracted
reinstate        chief     any-spiked -> same                                   retracted removed -> held
remove           chief     any -> same                                          any-none -> removed
block            blocks    any -> same                                          any -> same; live -> same|held
clear_block      editor    any -> same                                          any -> same
clear_legal      chief     any -> same                                          any -> same
spike            spikes    incoming draft in_review approved -> spiked          none retracted removed -> same
unspike          spikes    spiked -> draft|incoming                             none retracted removed -> same
discard_changes  own_draft draft in_review approved -> published                live held -> same
set_embargo      embargoes any -> same                                          none -> same
lift_embargo     chief     any -> same                                          none -> same
"""

WIDTHS = (17, 10, 53)

SECTION_PEOPLE = {"own reporter", "other reporter", "editor", "chief"}
EDITORS = {"editor", "chief"}
SOURCES = {"source", "trusted source"}


def who_may(right, desk_state):
    """The roles of the grid that have a right over a story of the section in a desk state. An incoming story is
    nobody's own; any other is the "own reporter"'s, who also submitted it if it is in review."""
    own = set() if desk_state == "incoming" else {"own reporter"}
    draft = own if desk_state == "draft" else set()
    off_the_spike = own if desk_state == "spiked" else set()
    return {
        "reporter": SECTION_PEOPLE,
        "works": EDITORS | own,
        "edits": EDITORS | own,
        "own_draft": EDITORS | draft,
        "spikes": EDITORS | draft | off_the_spike,
        "embargoes": EDITORS | draft | SOURCES,
        "blocks": EDITORS | SOURCES,
        "imports": {"chief", "trusted source"},
        "due": EDITORS | {"trusted source"},
        "editor": EDITORS,
        "chief": {"chief"},
    }[right]


def table():
    """(right, {desk from: {desk to}}, {readers from: {readers to}}) by action."""
    rows = {}
    for line in LINES.strip().splitlines():
        action, right, desk, readers = _columns(line)
        rows[action] = (right, _arrows(desk, DESK), _arrows(readers, READERS))
    return rows


def _columns(line):
    cuts = [0]
    for width in WIDTHS:
        cuts.append(cuts[-1] + width)
    return [line[start:end].strip() for start, end in zip(cuts, [*cuts[1:], None], strict=True)]


def _arrows(column, states):
    arrows = {}
    for part in column.split(";"):
        sources, targets = part.split("->")
        for state in _named(sources.split(), states):
            arrows[state] = {state if target == "same" else target for target in targets.strip().split("|")}
    return arrows


def _named(words, states):
    if len(words) == 1 and words[0].startswith("any"):
        return [state for state in states if state != words[0].removeprefix("any").removeprefix("-")]
    return words
