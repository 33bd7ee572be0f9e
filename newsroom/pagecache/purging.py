"""Telling a CDN to forget its copies: all of them, with each edition.

Which pages a change is on is not worth working out: what is asked for is soon copied again, from pages that are
remembered here. A request that the settings describe suits Cloudflare, Fastly, Bunny, Varnish and the like.
"""

from __future__ import annotations

import logging
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings
from django.utils import timezone

from articles.models import Edition
from newsroom.pagecache.models import CdnCopies

TIMEOUT_SECONDS = 10
TAG = "newsroom"  # of every page and picture, for a CDN that forgets by tag

log = logging.getLogger(__name__)


class PurgeFailed(Exception):
    """The CDN did not say that it has forgotten its copies; the message says what it did."""


class _NoRedirect(HTTPRedirectHandler):
    """A key for the CDN goes to no other address."""

    def redirect_request(self, *_arguments, **_named):
        return None


def is_behind() -> bool:
    """Whether the CDN may have copies of an edition before the newest."""
    copies = CdnCopies.objects.filter(pk=1).first()
    return bool(settings.CDN_PURGE_URL) and (not copies or copies.forgotten_until != Edition.current())


def trouble() -> CdnCopies | None:
    """What is known of the CDN if it cannot be told just now."""
    return CdnCopies.objects.exclude(failing_since=None).first() if settings.CDN_PURGE_URL else None


def forget_copies() -> None:
    """Lets the CDN forget every copy, and notes up to which edition it has. Raises `PurgeFailed`."""
    newest = Edition.current()
    ask_again()
    CdnCopies.objects.update_or_create(pk=1, defaults={"forgotten_until": newest})


def ask_again() -> None:
    """Lets the CDN forget every copy, and notes since when that fails. Raises `PurgeFailed`."""
    CdnCopies.objects.get_or_create(pk=1)
    copies = CdnCopies.objects.filter(pk=1)
    try:
        ask_cdn()
    except PurgeFailed as problem:
        log.error("What was taken back may still be at the CDN: %s", problem)
        copies.filter(failing_since=None).update(failing_since=timezone.now())
        copies.update(problem=str(problem))
        raise
    copies.update(failing_since=None, problem="")


def ask_cdn() -> None:
    """Sends the request of the settings. Raises `PurgeFailed`, whose message names neither path nor key."""
    host, body = "the CDN", settings.CDN_PURGE_BODY.encode() or None
    try:
        host = urlsplit(settings.CDN_PURGE_URL).hostname or host
        request = Request(settings.CDN_PURGE_URL, body, settings.CDN_PURGE_HEADERS, method=settings.CDN_PURGE_METHOD)
        with build_opener(_NoRedirect).open(request, timeout=TIMEOUT_SECONDS) as answer:
            answer.read(1)
    except HTTPError as error:
        error.close()
        raise PurgeFailed(f"{host} answered {error.code}") from None
    except (OSError, HTTPException, ValueError) as error:
        raise PurgeFailed(f"{host} could not be asked ({type(error).__name__})") from None
