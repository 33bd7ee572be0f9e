"""Stories: the list, the form, and the doors beside it. All are of the section "world" and by the reporter, unless
another name says otherwise."""

STORY = """
GET  /admin/articles/article/                                        | s yyy yy yy f y ss
POST /admin/articles/article/                                        | s yyy yy yy f y ss
GET  /admin/articles/article/add/                                    | s yyy yy yy f f ss
POST /admin/articles/article/add/                         @new_story | f wwy wy wy f f ff

# Who sees a story in which state, and whose form is open.
GET  /admin/articles/article/{draft}/change/                         | s yyn yn yn n y ss
GET  /admin/articles/article/{in_review}/change/                     | s yyn yn yn n y ss
GET  /admin/articles/article/{approved}/change/                      | s yyn yn yn n y ss
GET  /admin/articles/article/{live}/change/                          | s yyn yn yn n y ss
GET  /admin/articles/article/{changed}/change/                       | s yyn yn yn n y ss
GET  /admin/articles/article/{held}/change/                          | s yyn yn yn n y ss
GET  /admin/articles/article/{retracted}/change/                     | s yyn yn yn n y ss
GET  /admin/articles/article/{removed}/change/                       | s yyn yn yn n y ss
GET  /admin/articles/article/{spiked}/change/                        | s yyn yn yn n y ss
GET  /admin/articles/article/{incoming}/change/                      | s yyy yy yy n y ss
GET  /admin/articles/article/{scheduled}/change/                     | s yyn yn yn n y ss
GET  /admin/articles/article/{blocked}/change/                       | s yyn yn yn n y ss
GET  /admin/articles/article/{embargoed}/change/                     | s yyn yn yn n y ss
GET  /admin/articles/article/{colleagues}/change/                    | s yyn yn yn n y ss
GET  /admin/articles/article/{lent}/change/                          | s yyy yn yn n y ss
GET  /admin/articles/article/{translation}/change/                   | s yyn yn yn n y ss
GET  /admin/articles/article/{away}/change/                          | s nny ny ny n y ss
GET  /admin/articles/article/{unplaced}/change/                      | s ynn nn nn n y ss
POST /admin/articles/article/{draft}/change/              @story     | f wFn wn wn n F ff
POST /admin/articles/article/{in_review}/change/          @story     | f wFn wn wn n F ff
POST /admin/articles/article/{approved}/change/           @story     | f wFn wn wn n F ff
POST /admin/articles/article/{live}/change/               @story     | f wFn wn wn n F ff
POST /admin/articles/article/{changed}/change/            @story     | f wFn wn wn n F ff
POST /admin/articles/article/{retracted}/change/          @story     | f wFn wn wn n F ff
POST /admin/articles/article/{colleagues}/change/         @story     | f Fwn wn wn n F ff
POST /admin/articles/article/{lent}/change/               @story     | f wFw wn wn n F ff
POST /admin/articles/article/{away}/change/               @story     | f nnw nw nw n F ff
POST /admin/articles/article/{incoming}/change/           @story     | f FFF CF CF n F ff
POST /admin/articles/article/{spiked}/change/             @story     | f CFn Cn Cn n F ff
POST /admin/articles/article/{draft}/change/              @stale     | f CFn Cn Cn n F ff
# Destination as well as source: to a section of somebody else's.
POST /admin/articles/article/{draft}/change/              @to_sport  | f yFn yn yn n F ff
GET  /admin/articles/article/{draft}/                                | s yyy yy yy y y ss
POST /admin/articles/article/{draft}/                                | s yyy yy yy y y ss
GET  /admin/articles/article/{draft}/delete/                         | s ffn fn fn n f ss
POST /admin/articles/article/{draft}/delete/              post=yes   | s ffn fn fn n f ss

# History and revisions.
GET  /admin/articles/article/{draft}/history/                        | s yyn yn yn n y ss
POST /admin/articles/article/{draft}/history/                        | s yyn yn yn n y ss
GET  /admin/articles/article/{changed}/compare/                      | s yyn yn yn n y ss
POST /admin/articles/article/{changed}/compare/                      | s yyn yn yn n y ss
GET  /admin/articles/article/{changed}/revision/1/                   | s yyn yn yn n y ss
POST /admin/articles/article/{changed}/revision/1/                   | s yyn yn yn n y ss
GET  /admin/articles/article/{changed}/revision/1/restore/           | s mmm mm mm m m ss
POST /admin/articles/article/{changed}/revision/1/restore/  revision={changed_revision} | s wfn wn wn n f ss
GET  /admin/articles/article/{changed}/revision/1/name/              | s mmm mm mm m m ss
POST /admin/articles/article/{changed}/revision/1/name/     name=First+draft            | s wfn wn wn n f ss

# A newer version from its source.
GET  /admin/articles/article/{draft}/proposed/                       | s yyn yn yn n y ss
GET  /admin/articles/article/{away}/proposed/                        | s nny ny ny n y ss
POST /admin/articles/article/{draft}/proposed/       @take_newer     | s wfn wn wn n f ss
POST /admin/articles/article/{draft}/proposed/       @stale_newer    | s cfn cn cn n f ss
POST /admin/articles/article/{draft}/proposed/       @dismiss_newer  | s wfn wn wn n f ss
# The version is of another story than the address.
POST /admin/articles/article/{colleagues}/proposed/  @dismiss_newer  | s fbn bn bn n f ss

# Notes, planning, presence.
GET  /admin/articles/article/{draft}/notes/                          | s yyn yn yn n y ss
POST /admin/articles/article/{draft}/notes/               text=Call+the+port | s wwn wn wn n f ss
GET  /admin/articles/article/{draft}/notes/list/                     | s yyn yn yn n y ss
POST /admin/articles/article/{draft}/notes/list/                     | s mmm mm mm m m ss
GET  /admin/articles/article/{draft}/notes/people/?q=re              | s yyn yn yn n y ss
POST /admin/articles/article/{draft}/notes/people/                   | s mmm mm mm m m ss
GET  /admin/articles/article/{draft}/notes/{note}/done/              | s mmm mm mm m m ss
POST /admin/articles/article/{draft}/notes/{note}/done/   done=1     | s wwn wn wn n f ss
POST /admin/articles/article/{away}/notes/{note}/done/    done=1     | s nnn nn nn n n ss
BOTH /admin/articles/article/{draft}/planning/            assignee=0&priority=1 | s ffn wn wn n f ss
GET  /admin/articles/article/{draft}/presence/                       | s mmm mm mm m m ss
POST /admin/articles/article/{draft}/presence/            window=w1  | s wwn wn wn n w ss
GET  /admin/articles/article/{draft}/take-over/                      | s mmm mm mm m m ss
POST /admin/articles/article/{draft}/take-over/                      | s wfn wn wn n f ss

# What is typed and not saved: each person's own.
GET  /admin/articles/article/{draft}/autosave/                       | s mmm mm mm m m ss
POST /admin/articles/article/{draft}/autosave/            headline=Kept&window=w1 | s wfn wn wn n f ss
GET  /admin/articles/article/{draft}/kept/                           | s yyn yn yn n y ss
POST /admin/articles/article/{draft}/kept/                           | s mmm mm mm m m ss
GET  /admin/articles/article/{draft}/kept/{kept}/                    | s ynn nn nn n n ss
POST /admin/articles/article/{draft}/kept/{kept}/                    | s mmm mm mm m m ss
GET  /admin/articles/article/{draft}/kept/{kept}/throw-away/         | s mmm mm mm m m ss
POST /admin/articles/article/{draft}/kept/{kept}/throw-away/         | s wnn nn nn n n ss
POST /admin/articles/article/{in_review}/kept/{kept}/throw-away/     | s nnn nn nn n n ss
GET  /admin/articles/article/add/autosave/                           | s mmm mm mm m m ss
POST /admin/articles/article/add/autosave/                headline=Kept&window=w1 | s www ww ww f f ss
GET  /admin/articles/article/add/kept/                               | s yyy yy yy n n ss
POST /admin/articles/article/add/kept/                               | s mmm mm mm m m ss
GET  /admin/articles/article/add/kept/{kept_new}/                    | s ynn nn nn n n ss
POST /admin/articles/article/add/kept/{kept_new}/                    | s mmm mm mm m m ss
GET  /admin/articles/article/add/kept/{kept_new}/throw-away/         | s mmm mm mm m m ss
POST /admin/articles/article/add/kept/{kept_new}/throw-away/         | s wnn nn nn n n ss

# Previews on the desk, and links for outsiders.
GET  /admin/articles/article/{draft}/preview/                        | s yyn yn yn n y ss
POST /admin/articles/article/{draft}/preview/                        | s mmm mm mm m m ss
GET  /admin/articles/article/{draft}/preview/page/                   | s yyn yn yn n y ss
POST /admin/articles/article/{draft}/preview/page/                   | s mmm mm mm m m ss
GET  /admin/articles/article/{draft}/preview/typed/                  | s mmm mm mm m m ss
POST /admin/articles/article/{draft}/preview/typed/       headline=Typed | s yfn yn yn n f ss
GET  /admin/articles/article/{draft}/preview/media/{file}            | s yyn yn yn n y ss
POST /admin/articles/article/{draft}/preview/media/{file}            | s mmm mm mm m m ss
GET  /admin/articles/article/preview-style/dark.css                  | s yyy yy yy y y ss
POST /admin/articles/article/preview-style/dark.css                  | s mmm mm mm m m ss
GET  /admin/articles/article/{draft}/preview-links/                  | s yyn yn yn n y ss
POST /admin/articles/article/{draft}/preview-links/       lasts=1h   | s wfn wn wn n f ss
GET  /admin/articles/article/{draft}/preview-links/revoke/           | s mmm mm mm m m ss
POST /admin/articles/article/{draft}/preview-links/revoke/           | s wfn wn wn n f ss
GET  /admin/articles/article/{draft}/preview-links/{link}/revoke/    | s mmm mm mm m m ss
POST /admin/articles/article/{draft}/preview-links/{link}/revoke/    | s wfn wn wn n f ss
POST /admin/articles/article/{away}/preview-links/{link}/revoke/     | s nnn nn nn n n ss

# The other language.
GET  /admin/articles/article/{draft}/translate/                      | s mmm mm mm m m ss
POST /admin/articles/article/{draft}/translate/           language=ar | s wwn wn wn n f ss
GET  /admin/articles/article/{translation}/in-step/                  | s mmm mm mm m m ss
POST /admin/articles/article/{translation}/in-step/       in_step={original_revision} | s wfn wn wn n f ss

# Saved searches, and what the forms' scripts ask.
GET  /admin/articles/article/searches/                               | s mmm mm mm m m ss
POST /admin/articles/article/searches/                    name=Mine&query=q%3Dharbour | s www ww ww y w ss
POST /admin/articles/article/searches/                    name=Ours&query=q%3Dharbour&shared=1 | s yyy ww ww y y ss
GET  /admin/articles/article/searches/{search}/delete/               | s mmm mm mm m m ss
POST /admin/articles/article/searches/{search}/delete/               | s wnn nn nn n n ss
GET  /admin/articles/article/similar/?headline=Harbour               | s yyy yy yy f f ss
POST /admin/articles/article/similar/                                | s mmm mm mm m m ss
GET  /admin/articles/article/choose/story/                           | s yyy yy yy f y ss
POST /admin/articles/article/choose/story/                           | s mmm mm mm m m ss
GET  /admin/articles/article/choose/picture/                         | s yyy yy yy f y ss
POST /admin/articles/article/choose/picture/                         | s mmm mm mm m m ss
GET  /admin/articles/article/choose/embed/                           | s yyy yy yy f y ss
POST /admin/articles/article/choose/embed/                           | s mmm mm mm m m ss

# Actions of the list: offered by rank, with only those stories that somebody sees.
POST /admin/articles/article/                       action=submit&_selected_action={draft}       | s yyy yy yy f y ss
POST /admin/articles/article/                       action=assign&_selected_action={draft}       | s yyy yy yy f y ss
POST /admin/articles/article/                       action=move_section&_selected_action={draft} | s yyy yy yy f y ss
POST /admin/articles/article/                       action=schedule&_selected_action={draft}     | s yyy yy yy f y ss
POST /admin/articles/article/                       action=hold&_selected_action={live}          | s yyy yy yy f y ss
POST /admin/articles/article/                       action=spike&_selected_action={draft}        | s yyy yy yy f y ss
POST /admin/articles/article/                       action=unspike&_selected_action={spiked}     | s yyy yy yy f y ss

# Bulk moves. A selection is signed for whoever made it; a refused story stays as it is, and the next page says why.
GET  /admin/articles/article/bulk/submit/                            | s mmm mm mm m m ss
POST /admin/articles/article/bulk/submit/                @bulk_draft | s wyy wy wy f f ss
POST /admin/articles/article/bulk/assign/                @bulk_draft | s fff wy wy f f ss
POST /admin/articles/article/bulk/move_section/          @bulk_draft | s wyb wb wb f f ss
POST /admin/articles/article/bulk/schedule/           @bulk_approved | s fff wy wy f f ss
POST /admin/articles/article/bulk/hold/                   @bulk_live | s fff wy wy f f ss
POST /admin/articles/article/bulk/spike/                 @bulk_draft | s wyy wy wy f f ss
POST /admin/articles/article/bulk/unspike/              @bulk_spiked | s wyy wy wy f f ss
POST /admin/articles/article/bulk/spike/         @bulk_of_the_editor | s bbb wb bb f f ss
GET  /admin/articles/article/bulk/done/{bulk}/                       | s nnn yn nn n n ss
POST /admin/articles/article/bulk/done/{bulk}/                       | s mmm mm mm m m ss
"""
