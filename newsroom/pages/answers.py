"""From a page to a response: no session, no cookie, and an ETag that moves only with the content."""

from collections.abc import Callable
from functools import wraps
from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponsePermanentRedirect
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from newsroom.pagecache.asked import allow_keeping, note_query
from newsroom.pagecache.purging import TAG
from newsroom.pages.arranged import banner

FRESH = "public, max-age=0, must-revalidate"  # a hold has to reach whoever reads on: an ETag makes asking cheap
UNKEPT = "no-cache"
UNKEPT_BY_ANYBODY = "no-store"
NO_CDN = ", s-maxage=0"
STALE = "stale-while-revalidate=30, stale-if-error=3600"  # never what was taken back: a CDN has forgotten that


def reader_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Lets a view answer GET and HEAD alone, and lets what it answers be remembered until the next edition.

    So the answer depends on nothing but the path, what the view reads of `request.GET`, and what an edition holds.
    """

    @wraps(view)
    def page(request, *arguments, **named):
        note_query(request)
        response = view(request, *arguments, **named)
        allow_keeping(request, response)
        tell_cdn(response)
        return response

    safe = require_safe(page)
    safe.answers_reading_alone = True
    return safe


def tell_cdn(response: HttpResponse) -> None:
    """Lets a CDN keep what browsers may keep, as long as the settings say: it is told to forget it by `purging`.

    What it may serve stale stands in headers of its own (RFC 9213, and Surrogate-Control for those before it), since
    browsers heed stale-while-revalidate, too, and nobody tells them to forget.
    """
    kept = response.headers.get("Cache-Control", "")
    if settings.CDN_SECONDS and kept.startswith("public"):
        response.headers["Cache-Control"] = f"{kept.removesuffix(NO_CDN)}, s-maxage={settings.CDN_SECONDS}"
        for name in ("CDN-Cache-Control", "Surrogate-Control"):
            response.headers[name] = f"max-age={settings.CDN_SECONDS}, {STALE}"
        for name in ("Cache-Tag", "Surrogate-Key"):
            response.headers[name] = TAG


class ReadingAloneMiddleware:
    """405 for any other method on a reader page, before anybody asks for a form's token: it has no forms."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request, view, arguments, named):
        answered = ["GET", "HEAD", "OPTIONS"] if getattr(view, "tells_methods", False) else ["GET", "HEAD"]
        if getattr(view, "answers_reading_alone", False) and request.method not in answered:
            return HttpResponseNotAllowed(answered)
        return None


def answer(
    request: HttpRequest, template: str, *, context: dict, status: int = 200, cache: str = FRESH
) -> HttpResponse:
    """Renders a page; 304 if the reader has it already.

    Without the request in the context: what a page shows must not depend on who asks.
    """
    around = {"banner": banner(context["page"].around)}
    response = HttpResponse(render_to_string(template, around | context), status=status)
    response.headers["Cache-Control"] = cache
    if status != 200:
        return response
    response.headers["ETag"] = f'"{sha256(response.content).hexdigest()[:32]}"'
    return get_conditional_response(request, etag=response.headers["ETag"], response=response)


def moved(path: str) -> HttpResponse:
    """301. A browser would keep one for ever, and a story may move again: so it is told to ask."""
    return HttpResponsePermanentRedirect(path, headers={"Cache-Control": FRESH})
