"""An answer as it is kept: made once, compressed once a coding, sent to many."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from hashlib import sha256
from time import time

from django.utils.http import http_date, parse_http_date_safe

from newsroom.pagecache.asked import Read
from newsroom.pagecache.codings import OFFERED, can_be_compressed, coded, preferred
from newsroom.pagecache.conditions import is_refused, is_unchanged

Headers = list[tuple[str, str]]
Head = tuple[str, Headers]  # status and headers
KEPT_STATUSES = ("200", "301")
HEADERS_SIZE = 8000  # bytes, about: as pairs and as they go over the line, whole and without a body
_OF_A_SHAPE = {"content-length", "content-encoding", "etag", "vary", "last-modified"}
_OF_A_BODY = {"content-length", "content-encoding", "content-type"}  # a 304 has none


class Reply:
    """What is sent: as WSGI has it, and as it goes over the line."""

    def __init__(self, status: str, headers: Headers, body: bytes = b""):
        self.status, self.headers, self.body = status, headers, body

    @cached_property
    def line(self) -> bytes:
        return self.status.encode("latin-1")

    @cached_property
    def head(self) -> bytes:
        """The headers, with the empty line behind them."""
        lines = (f"{name}: {value}\r\n" for name, value in self.headers)
        return "".join([*lines, "\r\n"]).encode("latin-1")


class Shape:
    """A page in one coding: whole, and what says that it is unchanged, or is another than was asked for."""

    def __init__(self, whole: Reply, *, tag: str):
        self.tag = tag
        self.set_whole(whole)

    def set_whole(self, whole: Reply) -> None:
        kept = [pair for pair in whole.headers if pair[0].lower() not in _OF_A_BODY]
        self.unchanged = Reply("304 Not Modified", kept)
        self.refused = Reply("412 Precondition Failed", [*kept, ("Content-Length", "0")])
        self.whole = whole


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
        if not self.read:
            return False
        known = ("", "accept-encoding", "accept") if self.read.by_accept else ("", "accept-encoding")
        is_for_all = self.found.get("vary", "").lower() in known
        return is_for_all and self.is_open and self.status.startswith(KEPT_STATUSES)

    @property
    def size(self) -> int:
        """Bytes that it takes at most, once it is there in every coding: none is used that does not halve it."""
        shapes = len(OFFERED) if self._is_compressed else 0
        return len(self.body) * (2 + shapes) // 2 + HEADERS_SIZE * (1 + shapes)

    def answer(self, environ: Mapping, start_response: Callable) -> Iterable[bytes]:
        """The page, its headers alone, 304 or 412, as the request asks."""
        reply = self._reply(environ, self.shape(self._coding(environ)))
        start_response(reply.status, reply.headers)
        return () if environ["REQUEST_METHOD"] == "HEAD" or not reply.body else (reply.body,)

    def at_once(self, environ: Mapping) -> Reply | None:
        """The page, 304 or 412; None where it has still to be compressed. HEAD is the sender's to heed."""
        shape = self._shapes.get(self._coding(environ))
        return self._reply(environ, shape) if shape else None

    def _coding(self, environ: Mapping) -> str:
        return preferred(environ.get("HTTP_ACCEPT_ENCODING", "")) if self._is_compressed else ""

    def _reply(self, environ: Mapping, shape: Shape) -> Reply:
        """Of a part of the page (Range) it is the whole."""
        if self._second and self._second <= time():
            self._date()
        known = {"tag": shape.tag, "modified_at": self._modified_at}
        if not shape.tag:
            return shape.whole
        if is_refused(environ, **known):
            return shape.refused
        return shape.unchanged if is_unchanged(environ, **known) else shape.whole

    def shape(self, coding: str) -> Shape:
        """The page in a coding, "" for none."""
        if not (shape := self._shapes.get(coding)):
            with self._shaping:
                shape = self._shapes.get(coding) or self._made(coding)
                self._shapes[coding] = shape
        return shape

    def _made(self, coding: str) -> Shape:
        body, coding = coded(self.body, coding)
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
        return Shape(Reply(self.status, self._headers + own, body), tag=tag)

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
                dated = [*shape.whole.headers, ("Last-Modified", http_date(self._modified_at))]
                shape.set_whole(Reply(self.status, dated, shape.whole.body))
