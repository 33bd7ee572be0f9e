"""Fronts on the desk, and the breaking banner. Nobody of this world has a role everywhere, so nobody arranges the front
page; the tests of its page have somebody who may."""

FRONTS = """
GET  /admin/fronts/                                   | s yyy yy yy f y ss
POST /admin/fronts/                                   | s mmm mm mm m m ss
GET  /admin/fronts/banner/                            | s yyy yy yy f y ss
POST /admin/fronts/banner/     text_en=Flood          | s fff ff ff f f ss
GET  /admin/fronts/banner/end/                        | s mmm mm mm m m ss
POST /admin/fronts/banner/end/                        | s fff ff ff f f ss
GET  /admin/fronts/en/                                | s yyy yy yy f y ss
POST /admin/fronts/en/         slots=1&version=0      | s fff ff ff f f ss
GET  /admin/fronts/fr/                                | s nnn nn nn f n ss
GET  /admin/fronts/en.world/                          | s yyy yy yy f y ss
POST /admin/fronts/en.world/   slots=1&version=1      | s fff wf wf f f ss
POST /admin/fronts/en.world/   slots=1&do=automatic   | s fff yf yf f f ss
POST /admin/fronts/en.world/   slots=1&version=0      | s fff cf cf f f ss
POST /admin/fronts/en.world/   slots=1&version=1&do=schedule&run_at=2040-01-01T10:00 | s fff wf wf f f ss
# A right in a section is one in what is below it.
POST /admin/fronts/en.harbour/ slots=1&version=0      | s fff wf wf f f ss
GET  /admin/fronts/en.world/cancel/                   | s mmm mm mm m m ss
POST /admin/fronts/en.world/cancel/ change={front_change} | s fff wf wf f f ss
GET  /admin/fronts/en.world/move/                     | s mmm mm mm m m ss
POST /admin/fronts/en.world/move/   change={front_change}&run_at=2040-01-01T10:00 | s fff wf wf f f ss
GET  /admin/fronts/en.world/?change={front_change}    | s yyy yy yy f y ss
GET  /admin/fronts/en.world/history/                  | s yyy yy yy f y ss
POST /admin/fronts/en.world/history/                  | s mmm mm mm m m ss
GET  /admin/fronts/en.world/history/1/                | s yyy yy yy f y ss
POST /admin/fronts/en.world/history/1/                | s mmm mm mm m m ss
GET  /admin/fronts/en.world/undo/                     | s mmm mm mm m m ss
POST /admin/fronts/en.world/undo/   to=0&version=1    | s fff wf wf f f ss
GET  /admin/fronts/en.world/preview/                  | s yyy yy yy f y ss
POST /admin/fronts/en.world/preview/                  | s mmm mm mm m m ss
GET  /admin/fronts/en.world/preview/page/             | s yyy yy yy f y ss
POST /admin/fronts/en.world/preview/page/             | s mmm mm mm m m ss
GET  /admin/fronts/en.world/preview/typed/            | s mmm mm mm m m ss
POST /admin/fronts/en.world/preview/typed/ slots=1&version=1 | s fff yf yf f f ss
"""
