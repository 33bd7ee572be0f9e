"""One walk through the whole demo newsroom in production; what came back is kept for all tests to look at."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import unquote

import psycopg
from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.encoding import iri_to_uri

from .asking import Answer, Proxy
from .links import leads_to

LANGUAGES = settings.NEWSROOM_LANGUAGES
PREFIXES = ["", *(f"/{code}" for code in LANGUAGES[1:])]
# A form leads to these, and no link.
SEARCHES = [
    "/search/",
    "/search/?q=ferry",
    "/ar/search/?q=%D8%A7%D9%84%D9%85%D9%8A%D9%86%D8%A7%D8%A1",
    "/search/?q=qwx",
]
STARTS = [*(f"{prefix}/" for prefix in PREFIXES), *SEARCHES, "/robots.txt", "/.well-known/security.txt"]
MISSING = [f"{prefix}{path}" for prefix in PREFIXES for path in ("/not-there/", "/world/2025/01/04/not-there/")]
WARM = 10  # requests until both processes of the server know the edition, and remember
MOST = 5000  # addresses: a walk that finds more walks in circles


@dataclass
class Site:
    """Every answer by its path; `variants` are other ways of asking for a sample of each kind of page."""

    answers: dict[str, Answer] = field(default_factory=dict)
    variants: dict[tuple[str, str], Answer] = field(default_factory=dict)
    taken_back: dict[str, str] = field(default_factory=dict)
    samples: list[str] = field(default_factory=list)

    @property
    def pages(self) -> list[Answer]:
        """The pages that there are."""
        return [answer for answer in self.shown if answer.status == 200]

    @property
    def shown(self) -> list[Answer]:
        """Every page that a reader meets, those that say what is not there included."""
        return [answer for answer in self.answers.values() if answer.is_page]


def walk(proxy: Proxy, *, address: str) -> Site:
    """Follows every link of the site from its front pages on."""
    for _try in range(WARM):
        proxy.ask("/")
    site = Site(taken_back=_taken_back(address))
    waiting = deque([*STARTS, *MISSING, *site.taken_back])
    while waiting and len(site.answers) < MOST:
        path = waiting.popleft()
        if path in site.answers:
            continue
        site.answers[path] = answer = proxy.ask(path)
        waiting += leads_to(answer) if answer.status == 200 else []
        if not answer.is_page and "xml" not in answer.media_type and "text" not in answer.media_type:
            answer.body = b""  # pictures
    site.samples = samples(site)
    for path in site.samples:
        site.variants |= {(path, name): answer for name, answer in _asked_otherwise(proxy, site.answers[path]).items()}
    return site


def kind_of(path: str) -> str:
    """The name of the view that answers an address."""
    try:
        return resolve(unquote(path.partition("?")[0])).url_name or ""
    except Resolver404:
        return ""


def language_of(path: str) -> str:
    first = path.lstrip("/").partition("/")[0]
    return first if first in LANGUAGES[1:] else LANGUAGES[0]


def samples(site: Site) -> list[str]:
    """The largest page of each kind in each language, in the whole list and in the rest of one."""
    found: dict[tuple, Answer] = {}
    for answer in sorted(site.pages, key=lambda answer: (len(answer.body), answer.path)):
        found[kind_of(answer.path), language_of(answer.path), "?" in answer.path] = answer
    return sorted(answer.path for answer in found.values())


def _asked_otherwise(proxy: Proxy, first: Answer) -> dict[str, Answer]:
    path = first.path
    return {
        "again": proxy.ask(path),
        "plain": proxy.ask(path, encoding="identity"),
        "gzip": proxy.ask(path, encoding="gzip"),
        "HEAD": proxy.ask(path, method="HEAD"),
        "known": proxy.ask(path, If_None_Match=first.header("ETag") or '"none"'),
        "since": proxy.ask(path, If_Modified_Since=first.header("Last-Modified") or first.header("Date")),
        "tracked": proxy.ask(f"{path}{'&' if '?' in path else '?'}utm_source=elsewhere"),
    }


def _taken_back(address: str) -> dict[str, str]:
    """The addresses of stories that readers have no more, with what became of them."""
    with psycopg.connect(address) as connection:
        rows: Iterable = connection.execute("SELECT path, status FROM articles_publication WHERE status <> 'live'")
        return {iri_to_uri(path): status for path, status in rows}
