"""`/sitemap.xml`, the files that it names, `/news-sitemap.xml` and `/robots.txt`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from math import ceil

from django.conf import settings
from django.http import Http404
from django.utils import timezone

from articles.models import Publication
from articles.paths import absolute, language_prefix
from newsroom.pagecache.remembering import by_edition
from newsroom.pages.answers import reader_page
from newsroom.pages.files import file_answer
from newsroom.pages.periods import Period
from newsroom.pages.sitemaps import writing
from newsroom.pages.sitemaps.listed import PER_FILE, Listed
from newsroom.pages.sitemaps.months import changed_lately, months, story_counts
from newsroom.pages.sitemaps.of_month import archive_of, stories_of
from newsroom.pages.sitemaps.places import places

XML = "application/xml"
MOST_NEWS = 1000  # Google's limit for a news sitemap


@reader_page
def sitemap_index(request):
    return file_answer(request, writing.index_document(dict(_files())), media_type=XML)


@reader_page
def sitemap_of_places(request, part):
    return _part(request, _places()[PER_FILE * (part - 1) : PER_FILE * part])


@reader_page
def sitemap_of_month(request, year, month, part):
    """A month's stories; the first part has the archive's pages of the month, too."""
    try:
        period = Period(int(year), int(month))
    except ValueError as error:
        raise Http404 from error
    return _part(request, [*stories_of(period, part=part), *(archive_of(period) if part == 1 else [])])


@reader_page
def news_sitemap(request):
    """The stories of the last two days. `newsroom.desk.news` calls a new edition when one has left."""
    stories = Publication.objects.live().news(timezone.now()).filter(language__in=settings.NEWSROOM_LANGUAGES)
    newest = stories.newest_first().only("path", "language", "headline", "first_published_at")[:MOST_NEWS]
    return file_answer(request, writing.news_document(newest), media_type=XML)


@reader_page
def robots(request):
    """Everything but what is nobody's to find; the two sitemaps."""
    searches = [f"{language_prefix(code)}/search/" for code in settings.NEWSROOM_LANGUAGES]
    closed = ["/admin/", "/accounts/", "/preview/", *searches]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), ""]
    lines += [f"Sitemap: {absolute(path)}" for path in ("/sitemap.xml", "/news-sitemap.xml")]
    return file_answer(request, "\n".join([*lines, ""]).encode(), media_type="text/plain")


def _part(request, rows: Sequence[Listed]):
    if not rows:
        raise Http404
    return file_answer(request, writing.urls_document(rows), media_type=XML)


@by_edition
def _places() -> tuple[Listed, ...]:
    return tuple(places())


@by_edition
def _files() -> tuple[tuple[str, datetime | None], ...]:
    """Each file of the index with when it changed, if that is known."""
    files: list[tuple[str, datetime | None]] = [(name, None) for name in _names("/sitemap-pages", len(_places()))]
    changed = changed_lately()
    for period, count in story_counts(months()).items():
        start = f"/sitemap-{period.year:04}-{period.month:02}"
        files += [(name, changed.get(period)) for name in _names(start, count)]
    return tuple(files)


def _names(start: str, count: int) -> list[str]:
    """Those of something that has a number of addresses: none for none."""
    return [f"{start}-{part}.xml" if part > 1 else f"{start}.xml" for part in range(1, ceil(count / PER_FILE) + 1)]
