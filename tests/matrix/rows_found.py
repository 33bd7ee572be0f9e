"""How the newsroom is found: feeds, sitemaps and files for machines. They are for everybody alike."""

_FEEDS = """
GET  {language}/feed.xml                    | y yyy yy yy y y yy
POST {language}/feed.xml                    | m mmm mm mm m m mm
GET  {language}/authors/rana/feed.xml       | y yyy yy yy y y yy
POST {language}/authors/rana/feed.xml       | m mmm mm mm m m mm
GET  {language}/topics/harbours/rss.xml     | y yyy yy yy y y yy
POST {language}/topics/harbours/rss.xml     | m mmm mm mm m m mm
GET  {language}/corrections/feed.xml        | y yyy yy yy y y yy
POST {language}/corrections/feed.xml        | m mmm mm mm m m mm
GET  {language}/world/rss.xml               | y yyy yy yy y y yy
POST {language}/world/rss.xml               | m mmm mm mm m m mm
GET  {language}/world/harbour/feed.xml      | y yyy yy yy y y yy
POST {language}/world/harbour/feed.xml      | m mmm mm mm m m mm
"""
FOUND = "".join(_FEEDS.replace("{language}", code) for code in ("", "/ar"))
FOUND += """
GET  /sitemap.xml                           | y yyy yy yy y y yy
POST /sitemap.xml                           | m mmm mm mm m m mm
GET  /sitemap-pages.xml                     | y yyy yy yy y y yy
POST /sitemap-pages.xml                     | m mmm mm mm m m mm
GET  /sitemap-{year}-{month}.xml            | y yyy yy yy y y yy
POST /sitemap-{year}-{month}.xml            | m mmm mm mm m m mm
GET  /news-sitemap.xml                      | y yyy yy yy y y yy
POST /news-sitemap.xml                      | m mmm mm mm m m mm
GET  /robots.txt                            | y yyy yy yy y y yy
POST /robots.txt                            | m mmm mm mm m m mm
GET  /oembed/?url=http://127.0.0.1:8000{live_path} | y yyy yy yy y y yy
POST /oembed/                               | m mmm mm mm m m mm
GET  /.well-known/security.txt              | y yyy yy yy y y yy
POST /.well-known/security.txt              | m mmm mm mm m m mm
GET  /favicon.ico                           | y yyy yy yy y y yy
POST /favicon.ico                           | m mmm mm mm m m mm
# The newsroom of the matrix has no key for IndexNow.
GET  /not-our-key.txt                       | n nnn nn nn n n nn
POST /not-our-key.txt                       | m mmm mm mm m m mm
"""
