"""The readers' search: everybody gets the same."""

SEARCH = """
GET  {language}/search/                     | y yyy yy yy y y yy
POST {language}/search/                     | m mmm mm mm m m mm
GET  {language}/search/?q=harbour           | y yyy yy yy y y yy
"""
SEARCH = "".join(SEARCH.replace("{language}", code) for code in ("", "/ar"))
