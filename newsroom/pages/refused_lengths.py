"""What is longer than anybody may send is refused by its announced length, before a byte of it is read."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from newsroom.lengths import MEGABYTE, most_at

from . import errors


class RefusedLengthMiddleware:
    """413 for too much, and 411 for a body of no announced length (RFC 9110, 15.5.12 and 15.5.14): Django would take
    that for an empty one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "Transfer-Encoding" in request.headers:
            return errors.without_length(request)
        most = most_at(request.path_info)
        if _length_of(request) > most:
            return errors.too_long(request, most=most // MEGABYTE)
        return self.get_response(request)


def _length_of(request: HttpRequest) -> int:
    said = request.META.get("CONTENT_LENGTH") or ""
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 20 else 0
