"""The web server's first question, before Django is asked anything: is this page remembered?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import closing
from functools import partial
from operator import attrgetter
from typing import Any

from django.conf import settings

from newsroom.pagecache.asked import Place, Places
from newsroom.pagecache.doors import Doors
from newsroom.pagecache.flights import Flights
from newsroom.pagecache.knowing import EDITION, current_edition
from newsroom.pagecache.page import Page, Reply
from newsroom.pagecache.program import changed_at
from newsroom.pagecache.shelf import Shelf

Environ = dict[str, Any]
# Parts of the site that answer for themselves: nothing of theirs is kept or compressed.
UNTOUCHED = {"admin", "accounts", "preview", "healthz", "readyz", "media", "static"}
# Pages below it come in several forms, of which Accept chooses one: each Accept has pages of its own.
NEGOTIATED = "/api/"
# Left to the page: Django's answer to them would not be the whole page.
CONDITIONS = {"HTTP_IF_MATCH", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_UNMODIFIED_SINCE"}
CONDITIONS |= {"HTTP_IF_RANGE", "HTTP_RANGE"}
ODD_PART = 8  # one in eight: the room of what anybody can ask any number of (lists by cursor, searches, redirects)


class Serving:
    """A WSGI application around Django's. It gives out remembered pages before sessions, sign-in and addresses are
    looked at, and finishes the others (codings, 304, HEAD)."""

    def __init__(self, application: Callable):
        self.application = application
        room = settings.PAGE_CACHE_MB * 2**20
        self.shelf, self.odd_shelf = Shelf(room - room // ODD_PART), Shelf(room // ODD_PART)
        self.program_at = changed_at(settings.BASE_DIR)
        self.doors, self.places, self.flights = Doors(), Places(), Flights[Page]()

    def __call__(self, environ: Environ, start_response: Callable) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or not _is_for_readers(environ):
            return _without_body(environ, self.application(environ, start_response))
        return self._page(environ, current_edition()).answer(environ, start_response)

    def at_once(self, environ: Environ) -> Reply | None:
        """What a plain GET or HEAD gets, if it is remembered and nobody has to wait for anything; see `Worker`."""
        edition = EDITION.at_once() if settings.PAGE_CACHE and _is_for_readers(environ) else None
        is_secure = self.doors.is_secure(environ)
        if edition is None or is_secure is None:
            return None
        path, place = environ["PATH_INFO"], self._place(environ)
        page = None if place is None else self._remembered(edition, (is_secure, path, place))
        return page.at_once(environ) if page else None

    def _place(self, environ: Environ) -> Place | None:
        path, query = environ["PATH_INFO"], environ.get("QUERY_STRING", "")
        place = self.places.place(path, query) if query else ()
        if place is None or not path.startswith(NEGOTIATED):
            return place
        return (("", (environ.get("HTTP_ACCEPT", ""),)), *place)

    def _remembered(self, edition: int, key: tuple) -> Page | None:
        return (not key[-1] and self.shelf.get(edition, key)) or self.odd_shelf.get(edition, key)

    def _page(self, environ: Environ, edition: int | None) -> Page:
        """The edition is known before anything is read: see `Knowing`."""
        is_secure = self.doors.is_secure(environ)
        path, place = environ["PATH_INFO"], self._place(environ)
        if edition is None or is_secure is None or place is None:
            return self._made(environ, edition)
        key = (is_secure, path, place)
        if page := self._remembered(edition, key):
            return page
        made = partial(self._made, environ, edition)
        return self.flights.share((edition, key), made, is_shared=attrgetter("may_be_kept"))

    def _made(self, environ: Environ, edition: int | None) -> Page:
        """Django's answer, kept if it may be."""
        page = self._asked_of_django(environ, second=self._second(edition) if edition else 0)
        if not edition or not page.read or not page.may_be_kept:
            return page
        path = environ["PATH_INFO"]
        self.places.note(path, page.read.names)
        place = self._place(environ)
        is_odd = bool(place) or not page.status.startswith("200")
        shelf = self.odd_shelf if is_odd else self.shelf
        shelf.put(edition, (self.doors.let_in(environ), path, place), page)
        return page

    def _second(self, edition: int) -> int:
        """Since when a page of the edition is the same: a new program may make another of the same edition."""
        second = EDITION.second_of(edition)
        return second and max(second, self.program_at)

    def _asked_of_django(self, environ: Environ, *, second: int) -> Page:
        asked = {name: value for name, value in environ.items() if name not in CONDITIONS}
        heads: list[tuple] = []
        response = self.application(asked | {"REQUEST_METHOD": "GET"}, lambda *head: heads.append(head))
        with closing(response):
            body = b"".join(response)
        return Page(heads[-1][:2], body, read=getattr(response, "query_read", None), second=second)


def _without_body(environ: Environ, response: Iterable[bytes]) -> Iterable[bytes]:
    """Django makes the body for HEAD as well, and leaves it to others to send none."""
    if environ["REQUEST_METHOD"] != "HEAD":
        return response
    getattr(response, "close", lambda: None)()
    return ()


def _is_for_readers(environ: Environ) -> bool:
    first = environ["PATH_INFO"].lstrip("/").partition("/")[0]
    return first not in UNTOUCHED and "HTTP_AUTHORIZATION" not in environ and not environ.get("SCRIPT_NAME")
