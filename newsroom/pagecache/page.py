"""An answer as it is kept: made once, compressed once a coding, sent to many."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from time import time

from django.utils.http import http_date, parse_http_date_safe

from newsroom.pagecache.asked import Read
from newsroom.pagecache.codings import OFFERED, can_be_compressed, compressed, preferred
from newsroom.pagecache.conditions import is_unchanged

Headers = list[tuple[str, str]]
Head = tuple[str, Headers]  # status and headers
KEPT_STATUSES = ("200", "301")
HEADERS_SIZE = 2000  # bytes, about
_OF_A_SHAPE = {"content-length", "content-encoding", "etag", "vary", "last-modified"}
_OF_A_BODY = {"content-length", "content-encoding", "content-type"}  # a 304 has none


class Shape:
    """A page in one coding: its body, and its headers with and without one."""

    def __init__(self, headers: Headers, body: bytes, *, tag: str):
        self.body, self.tag = body, tag
        self.set_headers(headers)

    def set_headers(self, headers: Headers) -> None:
        self.unchanged = [pair for pair in headers if pair[0].lower() not in _OF_A_BODY]
        self.headers = headers


class Page:
    """What a request got. Its shapes are made when somebody first takes one.

    `second` is that of the edition, for a page that shows nothing but what is in it. Since then nothing on it has
    changed, which no date of a story says: another story may have gone from beside it. Where editions came faster than
    the seconds it is still to come, and is told when it has.
    """

    def __init__(self, head: Head, body: bytes, *, read: Read | None = None, second: int = 0):
        self.status, headers = head
        found = {name.lower(): value for name, value in headers}
        self.body, self.found, self.read = body, found, read
        self._second = second if read else 0
        self._modified_at = None if read else parse_http_date_safe(found.get("last-modified", ""))
        is_coded = "content-encoding" in found  # by the view itself
        replaced = _OF_A_SHAPE - {"content-encoding"} if is_coded else _OF_A_SHAPE
        self._headers = [pair for pair in headers if pair[0].lower() not in replaced]
        may_be_coded = self.is_open and not is_coded
        self._is_compressed = may_be_coded and can_be_compressed(found.get("content-type", ""), body)
        self._tag = found.get("etag", "") or self._own_tag()
        self._shapes: dict[str, Shape] = {}
        self._shaping = threading.Lock()

    @property
    def is_open(self) -> bool:
        """Whether it holds nothing of one reader's own: what does is neither kept nor compressed (BREACH)."""
        kept = self.found.get("cache-control", "").lower()
        return "set-cookie" not in self.found and "private" not in kept and "no-store" not in kept

    @property
    def may_be_kept(self) -> bool:
        """Whether everybody who asks for it may get it."""
        is_for_all = self.found.get("vary", "").lower() in ("", "accept-encoding")
        return bool(self.read) and is_for_all and self.is_open and self.status.startswith(KEPT_STATUSES)

    @property
    def size(self) -> int:
        """Bytes that it takes at most, once it is there in every coding: none is used that does not halve it."""
        shapes = len(OFFERED) if self._is_compressed else 0
        return len(self.body) * (2 + shapes) // 2 + HEADERS_SIZE * (1 + shapes)

    def answer(self, environ: Mapping, start_response: Callable) -> Iterable[bytes]:
        """The page, its headers alone, or 304, as the request asks. Of a part of it (Range) it gives the whole."""
        shape = self.shape(preferred(environ.get("HTTP_ACCEPT_ENCODING", "")) if self._is_compressed else "")
        if self._second and self._second <= time():
            self._date()
        if shape.tag and is_unchanged(environ, tag=shape.tag, modified_at=self._modified_at):
            start_response("304 Not Modified", shape.unchanged)
            return ()
        start_response(self.status, shape.headers)
        return () if environ["REQUEST_METHOD"] == "HEAD" else (shape.body,)

    def shape(self, coding: str) -> Shape:
        """The page in a coding, "" for none."""
        if not (shape := self._shapes.get(coding)):
            with self._shaping:
                shape = self._shapes.get(coding) or self._made(coding)
                self._shapes[coding] = shape
        return shape

    def _made(self, coding: str) -> Shape:
        body = compressed(self.body, coding) if coding else self.body
        if coding and len(body) > len(self.body) // 2:
            body, coding = self.body, ""
        tag = f'{self._tag[:-1]}-{coding}"' if coding and self._tag else self._tag
        own = [("Content-Length", str(len(body)))]
        if coding:
            own.append(("Content-Encoding", coding))
        if tag:
            own.append(("ETag", tag))
        if vary := self._vary():
            own.append(("Vary", vary))
        if self._modified_at:
            own.append(("Last-Modified", http_date(self._modified_at)))
        return Shape(self._headers + own, body, tag=tag)

    def _vary(self) -> str:
        vary = self.found.get("vary", "")
        if not self._is_compressed or "accept-encoding" in vary.lower():
            return vary
        return f"{vary}, Accept-Encoding" if vary else "Accept-Encoding"

    def _own_tag(self) -> str:
        is_tagged = self.is_open and self.status.startswith("200")
        return f'"{sha256(self.body).hexdigest()[:32]}"' if is_tagged else ""

    def _date(self) -> None:
        with self._shaping:
            self._modified_at, self._second = self._second or self._modified_at, 0
            for shape in self._shapes.values():
                shape.set_headers([*shape.headers, ("Last-Modified", http_date(self._modified_at))])
