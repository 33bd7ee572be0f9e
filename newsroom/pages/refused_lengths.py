"""What is longer than anybody may send is refused by its announced length, before a byte of it is read."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from newsroom.desk_paths import is_on_desk

from . import errors

MEGABYTE = 1024 * 1024
MOST_ON_DESK = 256 * MEGABYTE  # pictures sent together; how long each may be says `articles.decoder.opening`
MOST_ELSEWHERE = 6 * MEGABYTE  # readers send letters, and their form has a limit of its own


class RefusedLengthMiddleware:
    """413 for too much, and 411 for a body of no announced length (RFC 9110, 15.5.12 and 15.5.14): Django would take
    that for an empty one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "Transfer-Encoding" in request.headers:
            return errors.without_length(request)
        most = MOST_ON_DESK if is_on_desk(request.path_info) else MOST_ELSEWHERE
        if _length_of(request) > most:
            return errors.too_long(request, most=most // MEGABYTE)
        return self.get_response(request)


def _length_of(request: HttpRequest) -> int:
    said = request.META.get("CONTENT_LENGTH") or ""
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 20 else 0
