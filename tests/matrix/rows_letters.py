"""Readers' letters: what everybody may send and read, and who decides on them at the desk."""

LETTERS = """
GET  {live_path}respond/                    | y yyy yy yy y y yy
POST {live_path}respond/           @letter  | w www ww ww w w ww
GET  {live_path}letters/                    | y yyy yy yy y y yy
POST {live_path}letters/                    | m mmm mm mm m m mm
GET  {translation_path}respond/             | y yyy yy yy y y yy
POST {translation_path}respond/    @letter  | w www ww ww w w ww
GET  {translation_path}letters/             | y yyy yy yy y y yy
POST {translation_path}letters/             | m mmm mm mm m m mm

# A moderator of everything and a chief of the section decide; an administrator reads; an editor opens and closes.
# Opening a letter is on record.
GET  /admin/letters/                        | s fff ff yy y y ss
POST /admin/letters/                        | s fff ff mm m m ss
GET  /admin/letters/?show=all&story={live_publication} | s fff ff yy y y ss
GET  /admin/letters/decide/                 | s fff ff mm m f ss
POST /admin/letters/decide/        letter={live_letter}&decision=approve          | s fff ff wn w f ss
POST /admin/letters/decide/        letter={live_letter}&decision=reject&reason=No | s fff ff wn w f ss
POST /admin/letters/decide/        letter={live_letter}&decision=block&reason=No&lasts=week | s fff ff wn w f ss
POST /admin/letters/decide/        letter={decided}&decision=undo                 | s fff ff wn w f ss
POST /admin/letters/decide/        letter={decided}&decision=approve              | s fff ff cn c f ss
POST /admin/letters/decide/        letter={other_letter}&decision=approve         | s fff ff nw w f ss
POST /admin/letters/decide/        letter={live_letter}&decision=reject           | s fff ff bb b f ss
GET  /admin/letters/{live_letter}/          | s fff ff wn w w ss
POST /admin/letters/{live_letter}/          | s fff ff mm m m ss
GET  /admin/letters/{live_letter}/reply/    | s fff ff mm m f ss
POST /admin/letters/{live_letter}/reply/    text=Thank+you. | s fff ff wn w f ss
GET  /admin/letters/{live_letter}/shorten/  | s fff ff mm m f ss
POST /admin/letters/{live_letter}/shorten/  text=x | s fff ff bn b f ss
GET  /admin/letters/blocks/                 | s fff ff yy y y ss
POST /admin/letters/blocks/        words=cheap+pills&reason=Spam&lasts=ever       | s fff ff ww w f ss
GET  /admin/letters/blocks/{ban}/end/       | s fff ff mm m f ss
POST /admin/letters/blocks/{ban}/end/       | s fff ff ww w f ss
GET  /admin/letters/story/{live_publication}/ | s fff yn yn y y ss
POST /admin/letters/story/{live_publication}/ decision=close | s fff wn wn w f ss
GET  /admin/letters/digest/                 | s fff ff mm m f ss
POST /admin/letters/digest/        wanted=0 | s fff ff ww w f ss
GET  /admin/letters/readers/                | s fff ff ff f y ss
POST /admin/letters/readers/       mail=huda@readers.example&export=1             | s fff ff ff f w ss
POST /admin/letters/readers/       mail=huda@readers.example&sure=on&erase=1      | s fff ff ff f w ss
"""
