"""The months that have stories, and how many: found by steps along an index, never by reading every story."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.utils import timezone

from articles.models import Publication
from newsroom.pages.periods import Period

OPEN = 2  # the newest months grow; what is older is counted once an hour
COUNT_KEPT = 3600  # seconds
RECENT = timedelta(days=35)  # changes older than that are no news of a file: search engines have come by since

_MONTHS = """
WITH RECURSIVE found AS (
    (SELECT date_trunc('month', first_published_at AT TIME ZONE %(zone)s) AS month FROM articles_publication
     WHERE status = 'live' ORDER BY first_published_at LIMIT 1)
    UNION ALL
    SELECT (SELECT date_trunc('month', first_published_at AT TIME ZONE %(zone)s) FROM articles_publication
            WHERE status = 'live' AND first_published_at >= (found.month + interval '1 month') AT TIME ZONE %(zone)s
            ORDER BY first_published_at LIMIT 1)
    FROM found WHERE found.month IS NOT NULL)
SELECT month FROM found WHERE month IS NOT NULL ORDER BY month DESC"""
_COUNTS = """
SELECT (SELECT count(*) FROM articles_publication
        WHERE status = 'live' AND language = ANY(%(languages)s) AND first_published_at >= start_at
        AND first_published_at < end_at)
FROM unnest(%(starts)s, %(ends)s) AS span (start_at, end_at)"""


def months() -> list[Period]:
    """Return the months in which live stories were first published, newest first."""
    with connection.cursor() as cursor:
        cursor.execute(_MONTHS, {"zone": settings.NEWSROOM_ZONE})
        return [Period(at.year, at.month) for (at,) in cursor.fetchall()]


def story_counts(periods: Iterable[Period]) -> dict[Period, int]:
    """Return how many live stories months have, given newest first.

    What an older month is remembered to have only decides how many files it is split into.
    """
    periods, kept = list(periods), caches["local"]
    keys = {period: f"sitemap:{period.address}" for period in periods}
    known = kept.get_many([keys[period] for period in periods[OPEN:]])
    counts = {period: known[key] for period, key in keys.items() if key in known}
    fresh = _counted([period for period in periods if period not in counts])
    kept.set_many({keys[period]: count for period, count in fresh.items()}, COUNT_KEPT)
    return counts | fresh


def changed_lately(now: datetime | None = None) -> dict[Period, datetime]:
    """Return for each month when one of its stories changed last, where that was lately."""
    since = (now or timezone.now()) - RECENT
    rows = Publication.objects.live().filter(updated_at__gte=since).order_by("updated_at")
    any_month = Period(2000, 1)
    return {any_month.like(first): at for first, at in rows.values_list("first_published_at", "updated_at")}


def _counted(periods: list[Period]) -> dict[Period, int]:
    if not periods:
        return {}
    starts, ends = zip(*(period.bounds for period in periods), strict=True)
    asked = {"starts": list(starts), "ends": list(ends), "languages": settings.NEWSROOM_LANGUAGES}
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, asked)
        return {period: count for period, (count,) in zip(periods, cursor.fetchall(), strict=True)}
