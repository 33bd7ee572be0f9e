"""The door of the API: who asks and how often, in which form, and what may be kept of the answer."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from newsroom.api import ninjs
from newsroom.api.accepting import preferred
from newsroom.api.endpoint import JSON, Asked, Endpoint, Reply
from newsroom.api.parameters import read_path, read_query
from newsroom.api.problems import Problem
from newsroom.keys import counting, keeping
from newsroom.keys.counting import Count
from newsroom.pagecache import codings
from newsroom.pagecache.asked import allow_keeping, note_query
from newsroom.pagecache.conditions import is_refused, is_unchanged
from newsroom.visitors import client_address, network_of

METHODS = "GET, HEAD, OPTIONS"
CHALLENGE = 'Bearer realm="content API"'  # RFC 6750
# An answer to one key is that key's: no cache that others use may keep it (RFC 9111, 3.5).
OF_ONE = "private, no-cache"
READABLE = "ETag, Link, RateLimit-Limit, RateLimit-Policy, RateLimit-Remaining, RateLimit-Reset, Retry-After"
# Any page may read what is for everybody. A key in a page's script is no secret: none is let through from there, so no
# page needs leave for Authorization.
OPEN = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": READABLE}
UNLISTED = {"X-Robots-Tag": "noindex"}  # search engines have the pages
PREFLIGHT = {"Access-Control-Allow-Methods": METHODS, "Access-Control-Max-Age": "86400"}


def view_of(endpoint: Endpoint) -> Callable[..., HttpResponse]:
    """Django's view of an endpoint."""

    def view(request: HttpRequest, **segments: str) -> HttpResponse:
        if request.method == "OPTIONS":
            return told_methods()
        note_query(request)
        headers: dict[str, str] = {}
        try:
            headers = _admitted(request)
            response = _answered(request, endpoint, segments)
        except Problem as problem:
            response = problem.response()
        _finish(request, response)
        response = _unless_known(request, response)
        for name, value in (OPEN | UNLISTED | headers).items():
            response.headers[name] = value
        return response

    view.answers_reading_alone = view.tells_methods = True
    return view


def told_methods() -> HttpResponse:
    """What may be done here, for browsers that ask before they do it."""
    told = HttpResponse(status=204, headers={"Allow": METHODS, **OPEN, **PREFLIGHT})
    del told.headers["Content-Type"]
    return told


def _admitted(request: HttpRequest) -> dict[str, str]:
    """Counts the request. Returns what the answer says of that; raises `Problem` (401, 429)."""
    if (said := request.headers.get("Authorization")) is None:
        network = network_of(client_address(request))
        _count(counting.of_network(_hidden(network)), limit=settings.API_WITHOUT_KEY)
        return {}
    return _rates(_of_key(said))


def _hidden(network: str) -> str:
    """Who reads what is nobody's business: not even the database knows whose count it is."""
    return salted_hmac("newsroom.api", network, algorithm="sha256").hexdigest()[:32]


def _of_key(said: str) -> Count:
    scheme, _space, text = said.partition(" ")
    try:
        if scheme.lower() != "bearer":
            raise keeping.NoSuchKey
        key = keeping.find(text.strip())
    except keeping.NoSuchKey as error:
        detail = "The header Authorization has no key that is valid: “Authorization: Bearer nr_…”."
        raise Problem(401, detail, headers={"WWW-Authenticate": f'{CHALLENGE}, error="invalid_token"'}) from error
    keeping.note_use(key)
    return _count(counting.of_key(key), limit=key.per_minute)


def _count(reader: str, *, limit: int) -> Count:
    if not limit:
        detail = "This newsroom answers programs that have a key: “Authorization: Bearer nr_…”. Ask it for one."
        raise Problem(401, detail, headers={"WWW-Authenticate": CHALLENGE})
    counted = counting.count(reader, limit=limit)
    if counted.is_over:
        detail = f"That is more than {limit} requests a minute. Wait {counted.seconds} seconds."
        headers = _rates(counted) | {"Retry-After": str(counted.seconds)}
        raise Problem(429, detail, headers=headers)
    return counted


def _rates(counted: Count) -> dict[str, str]:
    return {
        "RateLimit-Limit": str(counted.limit),
        "RateLimit-Remaining": str(counted.left),
        "RateLimit-Reset": str(counted.seconds),
        "RateLimit-Policy": f"{counted.limit};w=60",
    }


def _answered(request: HttpRequest, endpoint: Endpoint, segments: dict[str, str]) -> HttpResponse:
    values = {**read_query(endpoint.asked, request.GET), **read_path(endpoint.parameters, segments)}
    media_type = _form(request, endpoint, values.get("format"))
    is_ninjs = media_type == ninjs.MEDIA_TYPE
    if is_ninjs and values.get("fields"):
        raise Problem(400, f"An item of ninjs is whole: “fields” is for {JSON}.", parameter="fields")
    query = {name: request.GET[name] for name in sorted(request.GET)}
    reply = endpoint.view(Asked(values=values, query=query, is_ninjs=is_ninjs))
    if reply.moved:
        return HttpResponse(status=301, headers={"Location": reply.moved, "Cache-Control": reply.cache})
    body = json.dumps(reply.value, ensure_ascii=False, separators=(",", ":")).encode()
    response = HttpResponse(body, content_type=media_type, headers={"Cache-Control": reply.cache})
    if links := _links(reply, form=media_type):
        response.headers["Link"] = links
    response.headers["Content-Language"] = ", ".join(sorted(reply.languages) or settings.NEWSROOM_LANGUAGES)
    return response


def _form(request: HttpRequest, endpoint: Endpoint, asked: str | None) -> str:
    """The media type of the answer. Raises `Problem` (406)."""
    offered = [JSON, ninjs.MEDIA_TYPE] if endpoint.has_ninjs else [JSON]
    if asked:
        return ninjs.MEDIA_TYPE if asked == "ninjs" else JSON
    found = preferred(request.headers.get("Accept", ""), offered)
    if not found:
        raise Problem(406, f"There is nothing here of a type that you accept. There is: {', '.join(offered)}.")
    return found


def _links(reply: Reply, *, form: str) -> str:
    links = [f'<{reply.next}>; rel="next"'] if reply.next else []
    others = ((kind, address) for kind, address in reply.alternates.items() if kind != form)
    links += [f'<{address}>; rel="alternate"; type="{kind}"' for kind, address in others]
    return ", ".join(links)


def _finish(request: HttpRequest, response: HttpResponse) -> None:
    """Says what is the same of every answer. One without a key may be remembered until the next edition, as pages
    are."""
    response.headers["Vary"] = "Accept"
    if response.status_code == 200:
        response.headers["ETag"] = f'"{sha256(response.content).hexdigest()[:32]}"'
    if response.status_code >= 400:
        return
    if "Authorization" in request.headers:
        response.headers["Cache-Control"] = OF_ONE
        _compress(request, response)
    else:
        allow_keeping(request, response, by_accept=True)


def _compress(request: HttpRequest, response: HttpResponse) -> None:
    """What the page cache does for everybody else. There is no secret in it that its length could give away."""
    if not codings.can_be_compressed(response.headers.get("Content-Type", ""), response.content):
        return
    response.headers["Vary"] = "Accept, Accept-Encoding"
    body, coding = codings.coded(response.content, codings.preferred(request.headers.get("Accept-Encoding", "")))
    if coding:
        response.content = body
        response.headers["Content-Encoding"] = coding
        response.headers["ETag"] = f'{response.headers["ETag"][:-1]}-{coding}"'


def _unless_known(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """304 for whoever has the answer already, 412 for whoever wants another or none. Dates are for the page cache to
    give, which knows since when an answer is the same: here what is asked of one is not heeded."""
    if not (tag := response.headers.get("ETag")):
        return response
    if is_refused(request.META, tag=tag, modified_at=None):
        return _bare(response, status=412)
    return _bare(response, status=304) if is_unchanged(request.META, tag=tag, modified_at=None) else response


def _bare(response: HttpResponse, *, status: int) -> HttpResponse:
    """Its headers alone."""
    bare = HttpResponse(status=status, headers=response.headers)
    for name in ("Content-Type", "Content-Encoding"):
        del bare.headers[name]
    return bare
