"""The content API: everybody gets the same, and nobody sends anything. (Whether a key is good is for its own tests.)"""

PATHS = (
    *("", "openapi.json", "docs/", "articles/", "articles/?format=ninjs", "articles/?by=updated&limit=100", "changes/"),
    *("articles/{live_publication}/", "articles/{live_publication}/?format=ninjs", "sections/"),
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
