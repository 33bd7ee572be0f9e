"""What went wrong, for programs: problem details (RFC 9457), each with a sentence for whoever wrote the program."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

MEDIA_TYPE = "application/problem+json"
LANGUAGE = "en"  # of what programs and their writers read
PREFIX = "/api/"
LONGEST_ADDRESS = 4000  # characters
DETAILS = {
    400: "The request could not be understood.",
    403: "This is not for programs.",
    404: "Nothing is at this address.",
    405: "This address is only read: send GET or HEAD.",
    411: "Say how long the body of the request is. No request here needs one.",
    413: "The body of the request is too long. No request here needs one.",
    500: "Something went wrong on our side. It was noted; try again later.",
    503: "The newsroom's database does not answer. Try again in a moment.",
}


class Problem(Exception):
    """The answer to a request that cannot be given what it asks for."""

    def __init__(self, status: int, detail: str, *, headers: Mapping[str, str] | None = None, **more: object):
        super().__init__(detail)
        self.status, self.detail, self.headers, self.more = status, detail, dict(headers or {}), more

    def response(self) -> HttpResponse:
        return _response(self.status, self.detail, headers=self.headers, more=self.more)


class ProblemsMiddleware:
    """Gives every refusal below /api/ its shape, whoever made it: an address that is none, a method that no page of
    ours answers, a database that is away."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        if len(request.get_full_path()) > LONGEST_ADDRESS:
            detail = f"The address is too long: it may have {LONGEST_ADDRESS} characters."
            return _response(414, detail, headers={})
        response = self.get_response(request)
        if response.status_code in (412, *range(400)) or response.headers.get("Content-Type") == MEDIA_TYPE:
            return response
        return _shaped(response)


def _shaped(response: HttpResponse) -> HttpResponse:
    """The refusal, with the headers that say more of it."""
    kept = {name: response.headers[name] for name in ("Allow", "Retry-After") if name in response.headers}
    status = response.status_code
    return _response(status, DETAILS.get(status, HTTPStatus(status).phrase + "."), headers=kept)


def _response(status: int, detail: str, *, headers: Mapping[str, str], more: Mapping | None = None) -> HttpResponse:
    said = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    usual = {"Cache-Control": "no-store", "Content-Language": LANGUAGE, "Access-Control-Allow-Origin": "*"}
    body = json.dumps(said | dict(more or {}), ensure_ascii=False)
    return HttpResponse(body.encode(), status=status, content_type=MEDIA_TYPE, headers=usual | dict(headers))
