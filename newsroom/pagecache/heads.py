"""Heads of plain requests: read as gunicorn reads them, or left to it. Pure.

Whatever could be read in two ways (a body, a field twice, folding, a target that is no path) is not plain. So is what
is merely rare: it is answered all the same, only not at once.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple
from urllib.parse import unquote_to_bytes

LONGEST = 4000  # bytes; below every limit that gunicorn has unless somebody lowers them
MOST_FIELDS = 100  # likewise
MOST = 65_536  # bytes of a head that are waited for
END = b"\r\n\r\n"
_HEAD = re.compile(
    r"(GET|HEAD) (/(?!/)[!\"$-~]*) (HTTP/1\.[01])\r\n((?:[A-Za-z0-9-]+:[\t\x20-\x7e\x80-\xff]*\r\n)+)\r\n"
)
_NOT_PLAIN = {"HTTP_CONTENT_LENGTH", "HTTP_CONTENT_TYPE", "HTTP_TRANSFER_ENCODING", "HTTP_EXPECT", "HTTP_UPGRADE"}


class Line(NamedTuple):
    """What all requests of a connection have in common."""

    environ: dict[str, Any]  # the addresses of both ends
    secure: tuple[tuple[str, str], ...] = ()  # headers by which whoever is at the other end says that it is https
    is_unix: bool = False  # a Unix socket: it has no name but the one that is asked for


def is_whole(head: bytes) -> bool:
    """Whether there is anything to answer, if only that it is too long or has lines that end in nothing but a feed."""
    return END in head or len(head) >= MOST or head.count(b"\n") != head.count(b"\r\n")


def is_endless(head: bytes) -> bool:
    return len(head) >= MOST and END not in head


def plain(head: bytes, line: Line) -> dict[str, Any] | None:
    """What a request says, as WSGI has it (PEP 3333), without the streams; None for one that is not plain."""
    match = _HEAD.fullmatch(head.decode("latin-1")) if len(head) <= LONGEST else None
    fields = _fields(match[4]) if match else None
    if match is None or fields is None:
        return None
    path, _sign, query = match[2].partition("?")
    environ = line.environ | fields
    environ["REQUEST_METHOD"], environ["SERVER_PROTOCOL"] = match[1], match[3]
    environ["PATH_INFO"], environ["QUERY_STRING"], environ["SCRIPT_NAME"] = _unquoted(path), query, ""
    if (scheme := _scheme(environ, line.secure)) is None:
        return None
    environ["wsgi.url_scheme"] = scheme
    return _named(environ, scheme) if line.is_unix else environ


def stays_open(environ: dict[str, Any]) -> bool:
    """Whether the connection is kept after the answer (RFC 9112, 9.3)."""
    said = environ.get("HTTP_CONNECTION", "").lower()
    return said == "keep-alive" or (said != "close" and environ["SERVER_PROTOCOL"] == "HTTP/1.1")


def _fields(text: str) -> dict[str, Any] | None:
    fields: dict[str, Any] = {}
    lines = text[:-2].split("\r\n")
    for field in lines:
        name, _colon, value = field.partition(":")
        fields["HTTP_" + name.upper().replace("-", "_")] = value.strip(" \t")
    is_plain = len(fields) == len(lines) <= MOST_FIELDS and _NOT_PLAIN.isdisjoint(fields)
    return fields if is_plain else None


def _unquoted(path: str) -> str:
    return unquote_to_bytes(path).decode("latin-1") if "%" in path else path


def _scheme(environ: dict[str, Any], secure: tuple[tuple[str, str], ...]) -> str | None:
    """None where headers contradict each other."""
    said = {environ[name] == value for name, value in secure if name in environ}
    if len(said) > 1:
        return None
    return "https" if True in said else "http"


def _named(environ: dict[str, Any], scheme: str) -> dict[str, Any] | None:
    host = environ.get("HTTP_HOST", "")
    if not host or ":" in host:
        return None
    return environ | {"SERVER_NAME": host, "SERVER_PORT": "443" if scheme == "https" else "80"}
