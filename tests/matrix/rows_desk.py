"""The desk's own pages, and Django's that every admin has."""

DESK = """
GET  /admin/                                          | s yyy yy yy y y ss
POST /admin/                                          | s yyy yy yy y y ss
GET  /admin/board/                                    | s yyy yy yy y y ss
POST /admin/board/                                    | s mmm mm mm m m ss
GET  /admin/token/                                    | s yyy yy yy y y ss
POST /admin/token/                                    | s mmm mm mm m m ss
GET  /admin/budget/                                   | s yyy yy yy f y ss
POST /admin/budget/                                   | s mmm mm mm m m ss
GET  /admin/budget/csv/                               | s yyy yy yy f y ss
POST /admin/budget/csv/                               | s mmm mm mm m m ss
GET  /admin/reports/                                  | s fff yy yy f y ss
POST /admin/reports/                                  | s mmm mm mm m m ss
GET  /admin/reports/stories/                          | s fff yy yy f y ss
GET  /admin/reports/speed/                            | s fff yy yy f y ss
GET  /admin/reports/corrections/                      | s fff yy yy f y ss
GET  /admin/reports/reads/                            | s fff yy yy f y ss
GET  /admin/reports/overrides/                        | s fff yy yy f y ss
GET  /admin/reports/timed/                            | s fff yy yy f y ss
POST /admin/reports/stories/                          | s mmm mm mm m m ss
# A story of another section: nobody reports over a section that is not theirs.
GET  /admin/reports/stories/?section=world            | s fff yb yb f y ss
GET  /admin/inbox/                                    | s yyy yy yy y y ss
POST /admin/inbox/                                    | s mmm mm mm m m ss
GET  /admin/inbox/read/                               | s mmm mm mm m m ss
POST /admin/inbox/read/                newest={item}  | s wyy yy yy y y ss
GET  /admin/inbox/{item}/read/                        | s mmm mm mm m m ss
POST /admin/inbox/{item}/read/         read=1         | s wnn nn nn n n ss
GET  /admin/inbox/choices/                            | s yyy yy yy y y ss
POST /admin/inbox/choices/             @choices       | s www ww ww w w ss

# Doors of the house.
GET  /admin/login/                                    | y yyy yy yy y y yy
POST /admin/login/                     @sign_in       | w www ww ww w w ww
POST /admin/login/                     @wrong_sign_in | y yyy yy yy y y yy
GET  /admin/logout/                                   | m mmm mm mm m m mm
POST /admin/logout/                                   | y www ww ww w w yw
GET  /admin/password_change/                          | s yyy yy yy y y ss
POST /admin/password_change/           @own_password  | s www ww ww w w ss
GET  /admin/password_change/done/                     | s yyy yy yy y y ss
POST /admin/password_change/done/                     | s mmm mm mm m m ss
GET  /admin/autocomplete/                             | s fff ff ff f f ss
POST /admin/autocomplete/                             | s mmm mm mm m m ss
GET  /admin/jsi18n/                                   | s yyy yy yy y y ss
POST /admin/jsi18n/                                   | s mmm mm mm m m ss
GET  /admin/language/                                 | y yyy yy yy y y yy
POST /admin/language/                  language=ar    | y yyy yy yy y y yy

# Which address a record of any kind has is told to nobody.
GET  /admin/r/1/{draft}/                              | s nnn nn nn n n ss
POST /admin/r/1/{draft}/                              | s nnn nn nn n n ss
GET  /admin/nowhere/                                  | s nnn nn nn n n ss
POST /admin/nowhere/                                  | s nnn nn nn n n ss
GET  /admin/articles/                                 | s yyy yy yy n y ss
POST /admin/articles/                                 | s yyy yy yy n y ss
GET  /admin/wire/                                     | s yyy yy yy n y ss
GET  /admin/accounts/                                 | s nnn nn nn n y ss
"""
