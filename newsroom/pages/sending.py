"""A stored file as a response: in pieces, whole or the part that was asked for (RFC 9110, 13 and 14)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response

PIECE = 64 * 1024
_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")


class _Part:
    """Some bytes of a file, never in memory as a whole; closing it closes the file."""

    def __init__(self, file: BinaryIO, part: range):
        file.seek(part.start)
        self._file, self._left = file, len(part)

    def __iter__(self) -> Iterator[bytes]:
        while self._left and (piece := self._file.read(min(PIECE, self._left))):
            self._left -= len(piece)
            yield piece

    def close(self) -> None:
        self._file.close()


def known_already(request: HttpRequest, *, headers: Mapping[str, str]) -> HttpResponseBase | None:
    """304 for whoever has the file of this ETag, 412 for whoever wants another, None where it has to be sent."""
    response = get_conditional_response(request, etag=headers["ETag"], response=HttpResponse(headers=headers))
    return {200: None, 304: _unchanged(headers)}.get(response.status_code, response)


def _unchanged(headers: Mapping[str, str]) -> HttpResponseBase:
    """As a stream: of another, Django would say the length, which has to be that of the file (RFC 9110, 8.6)."""
    response = StreamingHttpResponse((), status=304, headers=headers)
    del response.headers["Content-Type"]
    return response


def sent(request: HttpRequest, file: BinaryIO, *, media_type: str, headers: Mapping[str, str]) -> HttpResponseBase:
    """The open file: 200, 206 for one part, 416 for a part that it has not. Several parts at once get the whole."""
    size = file.size  # type: ignore[attr-defined]  # of Django's File
    asked = asked_part(request, size=size, tag=headers["ETag"])
    if asked is not None and not asked:
        file.close()
        return HttpResponse(status=416, headers={**headers, "Content-Range": f"bytes */{size}"})
    part = range(size) if asked is None else asked
    said = {**headers, "Accept-Ranges": "bytes", "Content-Length": str(len(part))}
    if asked is not None:
        said["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{size}"
    status = 200 if asked is None else 206
    return StreamingHttpResponse(_Part(file, part), status=status, content_type=media_type, headers=said)


def asked_part(request: HttpRequest, *, size: int, tag: str) -> range | None:
    """The part that the request asks for, empty if the file has no such part; None where the whole is the answer."""
    found = _RANGE.fullmatch(request.headers.get("Range", "").strip())
    if not found or request.method != "GET" or request.headers.get("If-Range", tag) != tag:
        return None
    first, last = found.groups()
    if not first:
        return range(max(size - int(last), 0), size) if last else None
    if last and int(last) < int(first):
        return None
    return range(int(first), min(int(last) + 1, size) if last else size)
