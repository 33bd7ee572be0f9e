"""The pages that are not of one month: fronts, sections, people, topics, policies, the years of the archive."""

from __future__ import annotations

from django.conf import settings
from django.db import connection

from articles.models import Author, Section, Topic
from articles.paths import language_prefix
from newsroom.pages.frame import in_every_language
from newsroom.pages.periods import Period
from newsroom.pages.policies import every_policy, versions_of
from newsroom.pages.queries import shown_sections
from newsroom.pages.sitemaps.listed import Listed, in_languages
from newsroom.pages.sitemaps.months import months
from newsroom.pages.sitemaps.of_month import archive_pages

_YEARS = """
SELECT section, year, language
FROM unnest(%(sections)s::bigint[]) section, unnest(%(years)s::int[]) year, unnest(%(languages)s::text[]) language
CROSS JOIN LATERAL (
    SELECT FROM articles_publication AS story
    WHERE story.status = 'live' AND story.top_section_id = section AND story.language = language.language
    AND story.first_published_at >= make_timestamptz(year, 1, 1, 0, 0, 0, %(zone)s)
    AND story.first_published_at < make_timestamptz(year + 1, 1, 1, 0, 0, 0, %(zone)s)
    ORDER BY story.top_section_id, story.language, story.first_published_at DESC, story.id DESC LIMIT 1) AS one
ORDER BY section, year"""


def places() -> list[Listed]:
    sections = shown_sections()
    bare = ["/", *(section.path for section in sections), "/corrections/", *_of_people_and_topics()]
    pages = [row for path in bare for row in in_languages(in_every_language(path))]
    return [*pages, *_policies(), *_years([section for section in sections if not section.parent_id])]


def _policies() -> list[Listed]:
    """The policy pages, and the list of them, in the languages that have them."""
    written = every_policy()
    versions = [versions_of(name) for name in dict.fromkeys(page.name for page in written)]
    lists = {page.language: f"{language_prefix(page.language)}/about/" for page in written}
    return [row for pages in ([lists] if lists else []) + versions for row in in_languages(pages)]


def _of_people_and_topics() -> list[str]:
    authors, topics = (model.objects.shown().only("slug") for model in (Author, Topic))
    return [row.path for row in (*authors, *topics)]


def _years(sections: list[Section]) -> list[Listed]:
    """Each section's page for each year in which it has stories."""
    years = sorted({period.year for period in months()})
    asked = {"sections": [row.pk for row in sections], "years": years, "languages": settings.NEWSROOM_LANGUAGES}
    with connection.cursor() as cursor:
        cursor.execute(_YEARS, {**asked, "zone": settings.NEWSROOM_ZONE})
        rows = cursor.fetchall()
    by_key = {section.pk: section for section in sections}
    languages: dict[tuple[int, int], set[str]] = {}
    for key, year, language in rows:
        languages.setdefault((key, year), set()).add(language)
    return archive_pages((by_key[key], Period(year), codes) for (key, year), codes in languages.items())
