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
GET  /admin/policies/preview/typed/                              | s mmm mm mm m m ss
POST /admin/policies/preview/typed/              @new_policy     | s fff ff ff f y ss
GET  /admin/about/contactversion/                                | s yyy yy yy f y ss
POST /admin/about/contactversion/                                | s yyy yy yy f y ss
BOTH /admin/about/contactversion/add/            @contact        | s fff ff ff f w ss
GET  /admin/about/contactversion/{contact}/change/               | s yyy yy yy f y ss
POST /admin/about/contactversion/{contact}/change/ @contact      | s fff ff ff f f ss
GET  /admin/about/contactversion/{contact}/history/              | s yyy yy yy f y ss
POST /admin/about/contactversion/{contact}/history/              | s yyy yy yy f y ss
BOTH /admin/about/contactversion/{contact}/delete/  post=yes     | s fff ff ff f f ss
GET  /admin/about/contactversion/{contact}/                      | s yyy yy yy y y ss
POST /admin/about/contactversion/{contact}/                      | s yyy yy yy y y ss
"""

PAGES = """
GET  {language}/about/                      | y yyy yy yy y y yy
POST {language}/about/                      | m mmm mm mm m m mm
GET  {language}/about/contact/              | y yyy yy yy y y yy
POST {language}/about/contact/              | m mmm mm mm m m mm
GET  {language}/about/ethics/               | n nnn nn nn n n nn
"""
ABOUT += "".join(PAGES.replace("{language}", code) for code in ("", "/ar"))
# What readers had before is shown where the newsroom switches it on, and only there: see test_versions.
ABOUT += """
GET  {live_path}versions/                   | n nnn nn nn n n nn
POST {live_path}versions/                   | m mmm mm mm m m mm
GET  {live_path}versions/1/                 | n nnn nn nn n n nn
POST {live_path}versions/1/                 | m mmm mm mm m m mm
GET  {translation_path}versions/            | n nnn nn nn n n nn
POST {translation_path}versions/            | m mmm mm mm m m mm
GET  {translation_path}versions/1/          | n nnn nn nn n n nn
POST {translation_path}versions/1/          | m mmm mm mm m m mm
GET  /admin/articles/publishedversion/                           | s yyy yy yy f y ss
POST /admin/articles/publishedversion/                           | s yyy yy yy f y ss
BOTH /admin/articles/publishedversion/add/                       | s fff ff ff f f ss
GET  /admin/articles/publishedversion/1/change/                  | s nnn nn nn f n ss
POST /admin/articles/publishedversion/1/change/  reason=Law      | s fff ff nn f f ss
GET  /admin/articles/publishedversion/1/history/                 | s nnn nn nn f n ss
POST /admin/articles/publishedversion/1/history/                 | s nnn nn nn f n ss
BOTH /admin/articles/publishedversion/1/delete/  post=yes        | s fff ff ff f f ss
GET  /admin/articles/publishedversion/1/                         | s yyy yy yy y y ss
POST /admin/articles/publishedversion/1/                         | s yyy yy yy y y ss
"""
