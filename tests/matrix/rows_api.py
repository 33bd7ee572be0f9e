"""The content API: everybody gets the same, and nobody sends anything. (Whether a key is good is for its own tests.)
Keys are the administrators'."""

PATHS = (
    *("", "openapi.json", "docs/", "articles/", "articles/?format=ninjs", "articles/?by=updated&limit=100", "changes/"),
    *("articles/{live_publication}/", "articles/{live_publication}/?format=ninjs", "sections/"),
    *("sections/world/", "sections/world/harbour/"),
    *("authors/", "authors/rana/", "topics/", "topics/harbours/"),
    *("fronts/en/", "fronts/ar/", "fronts/en/world/", "fronts/en/world/harbour/", "search/?q=harbour"),
)
API = "".join(
    f"""
GET  /api/v1/{path} | y yyy yy yy y y yy
POST /api/v1/{path} | m mmm mm mm m m mm
"""
    for path in PATHS
)
API += """
GET  /admin/keys/apikey/                                         | s fff ff ff f y ss
POST /admin/keys/apikey/                                         | s fff ff ff f y ss
BOTH /admin/keys/apikey/add/             name=App&per_minute=60  | s fff ff ff f w ss
GET  /admin/keys/apikey/{api_key}/change/                        | s fff ff ff f y ss
POST /admin/keys/apikey/{api_key}/change/ name=App&per_minute=60 | s fff ff ff f f ss
BOTH /admin/keys/apikey/{api_key}/revoke/ reason=Over            | s fff ff ff f w ss
GET  /admin/keys/apikey/{api_key}/history/                       | s fff ff ff f y ss
POST /admin/keys/apikey/{api_key}/history/                       | s fff ff ff f y ss
BOTH /admin/keys/apikey/{api_key}/delete/ post=yes               | s fff ff ff f f ss
GET  /admin/keys/apikey/{api_key}/                               | s yyy yy yy y y ss
POST /admin/keys/apikey/{api_key}/                               | s yyy yy yy y y ss
"""
