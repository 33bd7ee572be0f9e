"""Policy pages: readers get them; a chief of everything (the world has none) or an administrator writes them."""

ABOUT = """
GET  /admin/about/policypage/                                    | s yyy yy yy f y ss
POST /admin/about/policypage/                                    | s yyy yy yy f y ss
BOTH /admin/about/policypage/add/                @new_policy     | s fff ff ff f w ss
GET  /admin/about/policypage/{policy}/change/                    | s yyy yy yy f y ss
POST /admin/about/policypage/{policy}/change/    @policy         | s fff ff ff f w ss
GET  /admin/about/policypage/{policy}/history/                   | s yyy yy yy f y ss
POST /admin/about/policypage/{policy}/history/                   | s yyy yy yy f y ss
GET  /admin/about/policypage/{policy}/versions/1/                | s yyy yy yy f y ss
POST /admin/about/policypage/{policy}/versions/1/                | s fff ff ff f w ss
GET  /admin/about/policypage/{policy}/versions/9/                | s nnn nn nn f n ss
BOTH /admin/about/policypage/{policy}/delete/    post=yes        | s fff ff ff f f ss
GET  /admin/about/policypage/{policy}/                           | s yyy yy yy y y ss
POST /admin/about/policypage/{policy}/                           | s yyy yy yy y y ss
"""

PAGES = """
GET  {language}/about/                      | y yyy yy yy y y yy
POST {language}/about/                      | m mmm mm mm m m mm
GET  {language}/about/contact/              | y yyy yy yy y y yy
POST {language}/about/contact/              | m mmm mm mm m m mm
GET  {language}/about/ethics/               | n nnn nn nn n n nn
"""
ABOUT += "".join(PAGES.replace("{language}", code) for code in ("", "/ar"))
