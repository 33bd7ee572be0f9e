"""What one month adds to the site: its stories, and the pages of the archive that they are on."""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet
from django.db.models.functions import TruncDay

from articles.models import Publication, Section
from articles.paths import section_path
from newsroom.pages.periods import Period
from newsroom.pages.sitemaps.listed import PER_FILE, Listed, in_languages


def stories_of(period: Period, *, part: int = 1) -> list[Listed]:
    """Return a part of a month's stories, oldest first, each with the story in its other languages."""
    place = slice(PER_FILE * (part - 1), PER_FILE * part)
    rows = _within(period).order_by("first_published_at", "id")
    found = list(rows.values_list("path", "language", "updated_at", "translation_group")[place])
    groups = _versions({group for *_rest, group in found})
    return [
        Listed(path, _ordered(groups[group] | {language: path}), changed_at)
        for path, language, changed_at, group in found
    ]


def archive_of(period: Period) -> list[Listed]:
    """Return the archive's page of each section for a month, and for each of its days that has stories."""
    zone = ZoneInfo(settings.NEWSROOM_ZONE)
    days = _within(period).order_by().annotate(day=TruncDay("first_published_at", tzinfo=zone))
    languages: dict[tuple[int, Period], set[str]] = {}
    for key, language, day in days.values_list("top_section", "language", "day").distinct():
        for page in (period, period.within(day)):
            languages.setdefault((key, page), set()).add(language)
    sections = Section.objects.in_bulk({key for key, _page in languages})
    pages = ((sections[key], page, codes) for (key, page), codes in languages.items())
    return archive_pages(sorted(pages, key=lambda row: (row[0].slug, row[1].address)))


def archive_pages(pages: Iterable[tuple[Section, Period, set[str]]]) -> list[Listed]:
    """Return pages of sections' archives in the languages in which there is something on them."""
    rows = []
    for section, page, codes in pages:
        rows += in_languages(_ordered({code: section_path(section, code) + page.address for code in codes}))
    return rows


def _within(period: Period) -> QuerySet[Publication]:
    start, end = period.bounds
    return Publication.objects.live().filter(
        language__in=settings.NEWSROOM_LANGUAGES, first_published_at__gte=start, first_published_at__lt=end
    )


def _versions(groups: set[int]) -> dict[int, dict[str, str]]:
    """By group of translations, where readers of each language have the story: the newest, as on its page."""
    rows = Publication.objects.live().filter(translation_group__in=groups).order_by("first_published_at")
    found: dict[int, dict[str, str]] = {group: {} for group in groups}
    for group, language, path in rows.values_list("translation_group", "language", "path"):
        found[group][language] = path
    return found


def _ordered(versions: dict[str, str]) -> dict[str, str]:
    return {code: versions[code] for code in settings.NEWSROOM_LANGUAGES if code in versions}
