"""Which requests are a read. Pure.

A read is a GET of a story's address that was answered with the whole page (200), by something that calls itself a
browser. A page that the reader has already is asked for and answered with 304: whoever reloads it is not counted
again until the page has changed, and nobody's address has to be kept for that. What a browser fetches ahead, on the
chance that somebody might go there, is no read; if they do, it is not counted either.
"""

from __future__ import annotations

import re
from functools import lru_cache

LONGEST_PATH = 2000  # bytes; a story's address is shorter in every script
_STORY = re.compile(r"(?:/[a-z]{2,3}(?:-[a-z0-9]+)*)?/[a-z0-9-]+/[0-9]{4}/[0-9]{2}/[0-9]{2}/[^/]+/", re.ASCII)
# Names of programs whose user agents begin as a browser's do. (Cubot makes telephones.)
_PROGRAM = re.compile(
    r"(?<!cu)bot\b|crawl|spider|slurp|archiv|fetch|scan|monitor|check|preview|feed|rss|validator|lighthouse|headless"
    r"|facebookexternalhit|scrapy|uptime|pingdom",
    re.IGNORECASE,
)
_AHEAD = ("prefetch", "prerender", "preview")


def is_story(path: str) -> bool:
    """Whether a path has the shape of a story's address."""
    return path.count("/") >= 6 and len(path) <= LONGEST_PATH and _STORY.fullmatch(path) is not None


def is_read(*, method: str, status: int, agent: str, purpose: str = "") -> bool:
    """Whether a request for a story is a read. `purpose` is what the headers Sec-Purpose, Purpose or X-Moz say."""
    if method != "GET" or status != 200 or (purpose and any(word in purpose.lower() for word in _AHEAD)):
        return False
    return is_browser(agent[:500])


@lru_cache(maxsize=2000)
def is_browser(agent: str) -> bool:
    """Whether a user agent calls itself a browser: they all begin with the name of one that is gone."""
    return agent.startswith(("Mozilla/", "Opera/")) and not _PROGRAM.search(agent)
