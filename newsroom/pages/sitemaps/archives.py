"""Which pages sections' archives have: found by a step along an index for each, never by reading their stories."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.db import connection

from articles.models import Section
from articles.paths import section_path
from newsroom.pages.periods import Period
from newsroom.pages.sitemaps.listed import Listed, in_languages, in_order

_WITH_STORIES = """
SELECT section, place, language
FROM unnest(%(sections)s::bigint[]) section, unnest(%(languages)s::text[]) language,
unnest(%(starts)s, %(ends)s) WITH ORDINALITY AS span (start_at, end_at, place)
CROSS JOIN LATERAL (
    SELECT FROM articles_publication AS story
    WHERE story.status = 'live' AND story.top_section_id = section AND story.language = language.language
    AND story.first_published_at >= start_at AND story.first_published_at < end_at
    ORDER BY story.top_section_id, story.language, story.first_published_at DESC, story.id DESC LIMIT 1) AS one"""


def archive_pages(sections: Iterable[Section], periods: Sequence[Period]) -> list[Listed]:
    """Return the pages of these periods (all years, or a month and its days) in the archive of each section that has
    one, in the languages in which there is a story on them."""
    rows = []
    top = sorted((section for section in sections if not section.parent_id), key=lambda section: section.slug)
    found = _languages(top, periods)
    for section in top:
        for period in periods:
            languages = found.get((section.pk, period), ())
            rows += in_languages(in_order({code: section_path(section, code) + period.address for code in languages}))
    return rows


def _languages(sections: Sequence[Section], periods: Sequence[Period]) -> dict[tuple[int, Period], set[str]]:
    if not sections or not periods:
        return {}
    starts, ends = zip(*(period.bounds for period in periods), strict=True)
    asked = {"starts": list(starts), "ends": list(ends), "languages": settings.NEWSROOM_LANGUAGES}
    with connection.cursor() as cursor:
        cursor.execute(_WITH_STORIES, {**asked, "sections": [section.pk for section in sections]})
        rows = cursor.fetchall()
    found: dict[tuple[int, Period], set[str]] = {}
    for section, place, language in rows:
        found.setdefault((section, periods[place - 1]), set()).add(language)
    return found
