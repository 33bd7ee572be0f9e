"""One's own account. The second factor is the reporter's; the mailed links are the colleague's, and open for whoever
has them."""

ACCOUNTS = """
GET  /accounts/                                           | s yyy yy yy y y ss
POST /accounts/                                           | s mmm mm mm m m ss
GET  /accounts/login/                                     | s sss ss ss s s ss
POST /accounts/login/                                     | s sss ss ss s s ss
GET  /accounts/login/code/                                | s yyy yy yy y y sy
POST /accounts/login/code/              code=000000       | s yyy yy yy y y sy
GET  /accounts/login/passkey/                             | s yyy yy yy y y sy
POST /accounts/login/passkey/           credential=%7B%7D | s yyy yy yy y y sy
GET  /accounts/second-factor/                             | s yyy yy yy y y ss
POST /accounts/second-factor/                             | s mmm mm mm m m ss
GET  /accounts/second-factor/app/                         | s yyy yy yy y y ss
POST /accounts/second-factor/app/       code=000000       | s yyy yy yy y y ss
GET  /accounts/second-factor/passkey/                     | s yyy yy yy y y ss
POST /accounts/second-factor/passkey/   credential=%7B%7D | s yyy yy yy y y ss
BOTH /accounts/second-factor/codes/                       | s wyy yy yy y y ss
BOTH /accounts/second-factor/{passkey}/remove/            | s wnn nn nn n n ss
BOTH /accounts/second-factor/{passkey}/name/ name=Tablet | s wnn nn nn n n ss
GET  /accounts/sessions/end/                              | s mmm mm mm m m ss
POST /accounts/sessions/end/            others=1          | s www ww ww w w ss
BOTH /accounts/mail/                    email=new@desk.example | s www ww ww w w ss
GET  /accounts/mail/{mail_token}/                         | y yyy yy yy y y yy
POST /accounts/mail/{mail_token}/                         | w www ww ww w w ww
GET  /accounts/password/forgotten/                        | y yyy yy yy y y yy
POST /accounts/password/forgotten/      typed=colleague   | w www ww ww w w ww
GET  /accounts/password/choose/                           | g ggg gg gg g g gg
POST /accounts/password/choose/                           | g ggg gg gg g g gg
GET  /accounts/password/{password_token}/                 | y yyy yy yy y y yy
POST /accounts/password/{password_token}/                 | m mmm mm mm m m mm
"""
