"""The moves of the state table, each on a story of "world" by the reporter that stands where the move starts."""

MOVES = """
BOTH /admin/articles/article/{incoming}/move/take/                          | s wwf wf wf n f ss
BOTH /admin/articles/article/{draft}/move/submit/                           | s wfn wn wn n f ss
BOTH /admin/articles/article/{in_review}/move/take_back/                    | s wfn wn wn n f ss
BOTH /admin/articles/article/{in_review}/move/send_back/    reason=Why      | s ffn wn wn n f ss
BOTH /admin/articles/article/{in_review}/move/approve/      revision={in_review_revision} | s ffn wn wn n f ss
BOTH /admin/articles/article/{approved}/move/publish/       kind=first      | s ffn wn wn n f ss
BOTH /admin/articles/article/{incoming}/move/publish_import/                | s fff ff wf n f ss
BOTH /admin/articles/article/{held}/move/release/                           | s ffn wn wn n f ss
BOTH /admin/articles/article/{approved}/move/schedule/      @tomorrow       | s ffn wn wn n f ss
BOTH /admin/articles/article/{scheduled}/move/unschedule/   change={change} | s ffn wn wn n f ss
BOTH /admin/articles/article/{live}/move/fix_typo/          @typo           | s ffn wn wn n f ss
BOTH /admin/articles/article/{draft}/move/assign/           assignee={colleague_id} | s ffn wn wn n f ss
BOTH /admin/articles/article/{spiked}/move/unspike/                         | s wfn wn wn n f ss
BOTH /admin/articles/article/{retracted}/move/reinstate/    reason=Why      | s ffn fn wn n f ss
# The page lists the blocks; whose right it is to clear one depends on its kind.
GET  /admin/articles/article/{blocked}/move/clear_block/                    | s ffn yn yn n f ss
POST /admin/articles/article/{blocked}/move/clear_block/    block={block}&reason=Why | s ffn fn wn n f ss
BOTH /admin/articles/article/{draft}/move/set_embargo/      reason=Why      | s wfn wn wn n f ss
BOTH /admin/articles/article/{embargoed}/move/lift_embargo/ reason=Why      | s ffn fn wn n f ss
BOTH /admin/articles/article/{changed}/move/discard_changes/                | s wfn wn wn n f ss
BOTH /admin/articles/article/{draft}/move/block/            kind=legal&text=Wait&reason=Why | s ffn wn wn n f ss
BOTH /admin/articles/article/{draft}/move/publish_urgent/   kind=first&reason=Why | s ffn fn wn n f ss
BOTH /admin/articles/article/{live}/move/hold/                              | s ffn wn wn n f ss
BOTH /admin/articles/article/{draft}/move/spike/            reason=Why      | s wfn wn wn n f ss
BOTH /admin/articles/article/{live}/move/retract/           text=It+was+wrong. | s ffn fn wn n f ss
BOTH /admin/articles/article/{live}/move/remove/            reason=Why      | s ffn fn wn n f ss

# Of another section; of a colleague; lent to somebody elsewhere.
BOTH /admin/articles/article/{away}/move/submit/                            | s nnw nw nw n f ss
BOTH /admin/articles/article/{away}/move/publish_urgent/    kind=first&reason=Why | s nnf nf nw n f ss
BOTH /admin/articles/article/{colleagues}/move/submit/                      | s fwn wn wn n f ss
BOTH /admin/articles/article/{colleagues}/move/spike/       reason=Why      | s fwn wn wn n f ss
BOTH /admin/articles/article/{lent}/move/submit/                            | s wfw wn wn n f ss
BOTH /admin/articles/article/{lent}/move/approve/           revision=1      | s fff cn cn n f ss

# From a state that is not the move's: whoever has the right learns so, nobody else.
BOTH /admin/articles/article/{draft}/move/publish/          kind=first      | s ffn cn cn n f ss
BOTH /admin/articles/article/{draft}/move/approve/          revision=1      | s ffn cn cn n f ss
BOTH /admin/articles/article/{live}/move/take/                              | s ccn cn cn n f ss
BOTH /admin/articles/article/{draft}/move/unspike/                          | s cfn cn cn n f ss
POST /admin/articles/article/{blocked}/move/publish/        kind=first      | s ffn cn cn n f ss
POST /admin/articles/article/{in_review}/move/approve/      revision=999    | s ffn cn cn n f ss

# What no person makes by a button.
BOTH /admin/articles/article/{draft}/move/create/                           | s nnn nn nn n n ss
BOTH /admin/articles/article/{draft}/move/publish_due/                      | s nnn nn nn n n ss
BOTH /admin/articles/article/{draft}/move/edit/                             | s nnn nn nn n n ss
BOTH /admin/articles/article/{draft}/move/nonsense/                         | s nnn nn nn n n ss
"""
