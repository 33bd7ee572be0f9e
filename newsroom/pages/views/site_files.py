"""Small files that programs look for at addresses of their own choosing."""

from __future__ import annotations

from datetime import UTC, datetime

from django.conf import settings
from django.http import Http404
from django.templatetags.static import static
from django.utils import timezone

from articles.paths import absolute
from newsroom.pages.answers import moved, reader_page
from newsroom.pages.files import file_answer

VALID_FOR = 6  # months, the running one included; RFC 9116 wants less than a year


@reader_page
def security(request):
    """`/.well-known/security.txt` (RFC 9116): whom to tell of a hole in this site."""
    lines = [
        *(f"Contact: {contact}" for contact in settings.SECURITY_CONTACTS),
        f"Expires: {_expires(timezone.now()):%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {', '.join(settings.NEWSROOM_LANGUAGES)}",
        f"Canonical: {absolute('/.well-known/security.txt')}",
        "",
    ]
    return file_answer(request, "\n".join(lines).encode(), media_type="text/plain")


@reader_page
def indexnow_key(request, key):
    """The file by which search engines know that a ping was ours."""
    if not settings.INDEXNOW_KEY or key != settings.INDEXNOW_KEY:
        raise Http404
    return file_answer(request, key.encode(), media_type="text/plain")


@reader_page
def favicon(request):
    """For programs that ask without having read a page."""
    return moved(static("pages/icon.png"))


def _expires(now: datetime) -> datetime:
    """The start of a month, so that the file stays the same for a while; it moves on before anybody needs it."""
    months = now.year * 12 + now.month - 1 + VALID_FOR
    return datetime(months // 12, months % 12 + 1, 1, tzinfo=UTC)
