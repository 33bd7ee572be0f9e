"""What everybody gets: readers' pages, health, and drafts by link. Who is signed in makes no difference."""

# Opening a link is counted: with opening a letter it is the one GET that writes.
READERS = """
GET  /healthz                               | y yyy yy yy y y yy
POST /healthz                               | m mmm mm mm m m mm
GET  /readyz                                | y yyy yy yy y y yy
POST /readyz                                | m mmm mm mm m m mm
GET  /preview/{token}/                      | w www ww ww w w ww
POST /preview/{token}/                      | m mmm mm mm m m mm
GET  /preview/{token}                       | y yyy yy yy y y yy
POST /preview/{token}                       | y yyy yy yy y y yy
GET  /preview/{token}/reply/                | y yyy yy yy y y yy
POST /preview/{token}/reply/   kind=comment&name=Port&text=Fine. | w www ww ww w w ww
GET  /preview/{token}/media/{file}          | y yyy yy yy y y yy
POST /preview/{token}/media/{file}          | m mmm mm mm m m mm
GET  /preview/{token}/elsewhere/at/all/     | n nnn nn nn n n nn
POST /preview/{token}/elsewhere/at/all/     | m mmm mm mm m m mm
"""

PAGES = """
GET  {language}/                            | y yyy yy yy y y yy
POST {language}/                            | m mmm mm mm m m mm
GET  {language}/authors/rana/               | y yyy yy yy y y yy
POST {language}/authors/rana/               | m mmm mm mm m m mm
GET  {language}/topics/harbours/            | y yyy yy yy y y yy
POST {language}/topics/harbours/            | m mmm mm mm m m mm
GET  {language}/corrections/                | y yyy yy yy y y yy
POST {language}/corrections/                | m mmm mm mm m m mm
GET  {language}/world/                      | y yyy yy yy y y yy
POST {language}/world/                      | m mmm mm mm m m mm
GET  {language}/world/harbour/              | y yyy yy yy y y yy
POST {language}/world/harbour/              | m mmm mm mm m m mm
GET  {language}/world/{year}/               | y yyy yy yy y y yy
POST {language}/world/{year}/               | m mmm mm mm m m mm
GET  {language}/world/{year}/{month}/       | y yyy yy yy y y yy
POST {language}/world/{year}/{month}/       | m mmm mm mm m m mm
GET  {language}/world/{year}/{month}/{day}/ | y yyy yy yy y y yy
POST {language}/world/{year}/{month}/{day}/ | m mmm mm mm m m mm
"""
READERS += "".join(PAGES.replace("{language}", code) for code in ("", "/ar"))
READERS += """
# A picture has one address, in no language.
GET  /media/{public_file}                   | y yyy yy yy y y yy
POST /media/{public_file}                   | m mmm mm mm m m mm
GET  /ar/media/{public_file}                | n nnn nn nn n n nn
POST /ar/media/{public_file}                | m mmm mm mm m m mm
GET  {live_path}                            | y yyy yy yy y y yy
POST {live_path}                            | m mmm mm mm m m mm
GET  {translation_path}                     | y yyy yy yy y y yy
POST {translation_path}                     | m mmm mm mm m m mm
"""
