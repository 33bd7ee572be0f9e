"""What stories refer to, where they come from, and the people at the desk. Nothing of it is deleted by anybody."""

RECORDS = """
GET  /admin/articles/section/                                    | s yyy yy yy f y ss
POST /admin/articles/section/                                    | s yyy yy yy f y ss
BOTH /admin/articles/section/add/                @new_section    | s fff ff ww f w ss
GET  /admin/articles/section/{world}/change/                     | s yyy yy yy f y ss
POST /admin/articles/section/{world}/change/     @section        | s fff ff wf f w ss
GET  /admin/articles/section/{harbour}/change/                   | s yyy yy yy f y ss
POST /admin/articles/section/{harbour}/change/   @section        | s fff ff wf f w ss
# Destination as well as source: below a section of somebody else's.
POST /admin/articles/section/{harbour}/change/   @section_to_sport | s fff ff yf f w ss
GET  /admin/articles/section/{world}/history/                    | s yyy yy yy f y ss
POST /admin/articles/section/{world}/history/                    | s yyy yy yy f y ss
BOTH /admin/articles/section/{world}/delete/     post=yes        | s fff ff ff f f ss
GET  /admin/articles/section/{world}/                            | s yyy yy yy y y ss
POST /admin/articles/section/{world}/                            | s yyy yy yy y y ss

GET  /admin/articles/author/                                     | s yyy yy yy f y ss
POST /admin/articles/author/                                     | s yyy yy yy f y ss
BOTH /admin/articles/author/add/                 @new_author     | s fff ff ww f w ss
GET  /admin/articles/author/{author}/change/                     | s yyy yy yy f y ss
POST /admin/articles/author/{author}/change/     @author         | s fff ff ww f w ss
GET  /admin/articles/author/{author}/history/                    | s yyy yy yy f y ss
POST /admin/articles/author/{author}/history/                    | s yyy yy yy f y ss
BOTH /admin/articles/author/{author}/delete/     post=yes        | s fff ff ff f f ss
GET  /admin/articles/author/{author}/                            | s yyy yy yy y y ss
POST /admin/articles/author/{author}/                            | s yyy yy yy y y ss

GET  /admin/articles/collection/                                 | s yyy yy yy f y ss
POST /admin/articles/collection/                                 | s yyy yy yy f y ss
BOTH /admin/articles/collection/add/             @collection     | s www ww ww f f ss
GET  /admin/articles/collection/{collection}/change/             | s yyy yy yy f y ss
POST /admin/articles/collection/{collection}/change/ @collection | s wff ww ww f f ss
GET  /admin/articles/collection/{collection}/history/            | s yyy yy yy f y ss
POST /admin/articles/collection/{collection}/history/            | s yyy yy yy f y ss
BOTH /admin/articles/collection/{collection}/delete/ post=yes    | s fff ff ff f f ss
GET  /admin/articles/collection/{collection}/                    | s yyy yy yy y y ss
POST /admin/articles/collection/{collection}/                    | s yyy yy yy y y ss

GET  /admin/articles/topic/                                      | s yyy yy yy f y ss
POST /admin/articles/topic/                                      | s yyy yy yy f y ss
BOTH /admin/articles/topic/add/                  @new_topic      | s fff ff ww f w ss
GET  /admin/articles/topic/{topic}/change/                       | s yyy yy yy f y ss
POST /admin/articles/topic/{topic}/change/       @topic          | s fff ff ww f w ss
GET  /admin/articles/topic/{topic}/history/                      | s yyy yy yy f y ss
POST /admin/articles/topic/{topic}/history/                      | s yyy yy yy f y ss
BOTH /admin/articles/topic/{topic}/delete/       post=yes        | s fff ff ff f f ss
GET  /admin/articles/topic/{topic}/                              | s yyy yy yy y y ss
POST /admin/articles/topic/{topic}/                              | s yyy yy yy y y ss

GET  /admin/articles/image/                                      | s yyy yy yy f y ss
POST /admin/articles/image/                                      | s yyy yy yy f y ss
BOTH /admin/articles/image/add/                  @new_image      | s www ww ww f f ss
BOTH /admin/articles/image/upload/               @pictures       | s www ww ww f f ss
GET  /admin/articles/image/collect/                              | s mmm mm mm m m ss
POST /admin/articles/image/collect/              @collected      | s wff ww ww f f ss
GET  /admin/articles/image/{image}/change/                       | s yyy yy yy f y ss
POST /admin/articles/image/{image}/change/       @image          | s fff wf wf f f ss
GET  /admin/articles/image/{spare_image}/change/                 | s yyy yy yy f y ss
POST /admin/articles/image/{spare_image}/change/ @image          | s wff ww ww f f ss
GET  /admin/articles/image/{image}/thumbnail/                    | s yyy yy yy f y ss
POST /admin/articles/image/{image}/thumbnail/                    | s mmm mm mm m m ss
GET  /admin/articles/image/{image}/shown/whole/                  | s yyy yy yy f y ss
POST /admin/articles/image/{image}/shown/whole/                  | s mmm mm mm m m ss
# A live story of "world" uses the one; nobody the other, which the own reporter added.
BOTH /admin/articles/image/{image}/replace/      @new_file       | s fff wf wf f f ss
BOTH /admin/articles/image/{spare_image}/replace/ @new_file      | s wff ww ww f f ss
BOTH /admin/articles/image/{image}/withdraw/     reason=Asked    | s fff wf wf f f ss
BOTH /admin/articles/image/{spare_image}/withdraw/ reason=Asked  | s wff ww ww f f ss
BOTH /admin/articles/image/{image}/bring-back/   reason=Cleared  | s fff cf cf f f ss
GET  /admin/articles/image/{withdrawn_image}/change/             | s yyy yy yy f y ss
BOTH /admin/articles/image/{withdrawn_image}/bring-back/ reason=Cleared | s wff ww ww f f ss
BOTH /admin/articles/image/{withdrawn_image}/replace/ @new_file  | s cff cc cc f f ss
BOTH /admin/articles/image/{spare_image}/erase/  reason=Asked&sure=on | s fff ff ww f f ss
BOTH /admin/articles/image/{image}/erase/        reason=Asked&sure=on | s fff ff wf f f ss
GET  /admin/articles/image/{image}/history/                      | s yyy yy yy f y ss
POST /admin/articles/image/{image}/history/                      | s yyy yy yy f y ss
BOTH /admin/articles/image/{image}/delete/       post=yes        | s fff ff ff f f ss
GET  /admin/articles/image/{image}/                              | s yyy yy yy y y ss
POST /admin/articles/image/{image}/                              | s yyy yy yy y y ss

GET  /admin/wire/source/                                         | s fff ff yy f y ss
POST /admin/wire/source/                                         | s fff ff yy f y ss
BOTH /admin/wire/source/add/                     name=Hill+Wire  | s fff ff ww f w ss
BOTH /admin/wire/source/{source}/change/         name=Hill+Wire  | s fff ff ww f w ss
GET  /admin/wire/source/try/                                     | s mmm mm mm m m ss
POST /admin/wire/source/try/                     name=Hill+Wire  | s fff ff yy f y ss
GET  /admin/wire/source/{source}/try/                            | s mmm mm mm m m ss
POST /admin/wire/source/{source}/try/            name=Hill+Wire  | s fff ff yy f y ss
GET  /admin/wire/source/{source}/ask/                            | s mmm mm mm m m ss
POST /admin/wire/source/{source}/ask/                            | s fff ff yy f y ss
GET  /admin/wire/source/{feed}/ask/                              | s mmm mm mm m m ss
POST /admin/wire/source/{feed}/ask/                              | s fff ff ww f w ss
GET  /admin/wire/source/{source}/history/                        | s fff ff yy f y ss
POST /admin/wire/source/{source}/history/                        | s fff ff yy f y ss
BOTH /admin/wire/source/{source}/delete/         post=yes        | s fff ff ff f f ss
GET  /admin/wire/source/{source}/                                | s yyy yy yy y y ss
POST /admin/wire/source/{source}/                                | s yyy yy yy y y ss

GET  /admin/wire/incoming/                                       | s yyy yy yy f y ss
POST /admin/wire/incoming/                                       | s mmm mm mm f m ss
GET  /admin/wire/incoming/{incoming_item}/                       | s yyy yy yy f y ss
GET  /admin/wire/incoming/{filed_item}/                          | s yyn yn yn f y ss
POST /admin/wire/incoming/{incoming_item}/                       | s mmm mm mm f m ss
GET  /admin/wire/incoming/{incoming_item}/take/                  | s mmm mm mm f m ss
POST /admin/wire/incoming/{incoming_item}/take/                  | s wwf wf wf f f ss
POST /admin/wire/incoming/{filed_item}/take/                     | s ccn cn cn f f ss
GET  /admin/wire/incoming/{incoming_item}/spike/                 | s mmm mm mm f m ss
POST /admin/wire/incoming/{incoming_item}/spike/                 | s fff wf wf f f ss
GET  /admin/wire/incoming/{spiked_item}/                         | s yyn yn yn f y ss
GET  /admin/wire/incoming/{spiked_item}/unspike/                 | s mmm mm mm f m ss
POST /admin/wire/incoming/{spiked_item}/unspike/                 | s wfn wn wn f f ss

GET  /admin/wire/wireitem/{failed_item}/retry/                   | s mmm mm mm m m ss
POST /admin/wire/wireitem/{failed_item}/retry/   text=nothing    | s bbb bb bb f f ss
GET  /admin/wire/wireitem/{failed_item}/aside/                   | s mmm mm mm m m ss
POST /admin/wire/wireitem/{failed_item}/aside/                   | s www ww ww f f ss
POST /admin/wire/wireitem/{filed_item}/aside/                    | s ccn cn cn f f ss
GET  /admin/wire/wireitem/                                       | s yyy yy yy f y ss
POST /admin/wire/wireitem/                                       | s yyy yy yy f y ss
BOTH /admin/wire/wireitem/add/                                   | s fff ff ff f f ss
GET  /admin/wire/wireitem/{failed_item}/change/                  | s yyy yy yy f y ss
POST /admin/wire/wireitem/{failed_item}/change/  reason=None     | s fff ff ff f f ss
# A record that is a story now is seen by who may see the story.
GET  /admin/wire/wireitem/{filed_item}/change/                   | s yyn yn yn f y ss
GET  /admin/wire/wireitem/{failed_item}/history/                 | s yyy yy yy f y ss
POST /admin/wire/wireitem/{failed_item}/history/                 | s yyy yy yy f y ss
GET  /admin/wire/wireitem/{filed_item}/history/                  | s yyn yn yn f y ss
BOTH /admin/wire/wireitem/{failed_item}/delete/  post=yes        | s fff ff ff f f ss
GET  /admin/wire/wireitem/{failed_item}/                         | s yyy yy yy y y ss
POST /admin/wire/wireitem/{failed_item}/                         | s yyy yy yy y y ss

GET  /admin/accounts/user/                                       | s fff ff ff f y ss
POST /admin/accounts/user/                                       | s fff ff ff f y ss
BOTH /admin/accounts/user/add/                   @new_person     | s fff ff ff f w ss
BOTH /admin/accounts/user/{colleague_id}/change/ @person         | s fff ff ff f w ss
BOTH /admin/accounts/user/{colleague_id}/password/ @new_password | s fff ff ff f w ss
BOTH /admin/accounts/user/{reporter_id}/factors/ reason=Lost     | s fff ff ff f w ss
GET  /admin/accounts/user/{colleague_id}/link/                   | s mmm mm mm m m ss
POST /admin/accounts/user/{colleague_id}/link/                   | s fff ff ff f w ss
GET  /admin/accounts/user/{colleague_id}/history/                | s fff ff ff f y ss
POST /admin/accounts/user/{colleague_id}/history/                | s fff ff ff f y ss
BOTH /admin/accounts/user/{colleague_id}/delete/ post=yes        | s fff ff ff f f ss
GET  /admin/accounts/user/{colleague_id}/                        | s yyy yy yy y y ss
POST /admin/accounts/user/{colleague_id}/                        | s yyy yy yy y y ss
"""
