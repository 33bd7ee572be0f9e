"""The news sitemap holds two days: when a story is older, that is a change that readers see, though nobody made it."""

from __future__ import annotations

from datetime import timedelta

from django.core.cache import cache
from django.db import transaction

from articles.clock import database_now
from articles.models import Edition, Publication
from articles.models.publication import NEWS_FOR

SEEN = "news:left-until"


def let_old_news_leave() -> bool:
    """Calls a new edition if a story has stopped being news since the last time; says whether it did.

    How far it came is kept in the shared cache. Where that has forgotten it, a day is looked through again: at worst
    there is one edition too many.
    """
    now = database_now()
    since = cache.get(SEEN) or now - timedelta(days=1)
    older = Publication.objects.live().filter(
        first_published_at__gt=since - NEWS_FOR, first_published_at__lte=now - NEWS_FOR
    )
    has_left = older.exists()
    if has_left:
        with transaction.atomic():
            Edition.bump()
    cache.set(SEEN, now, timeout=None)
    return has_left
