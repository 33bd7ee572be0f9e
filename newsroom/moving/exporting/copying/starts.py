"""The addresses that a copy starts from: pages that readers may know of although no page leads to them. What those
answer decides what is copied."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.db.models import Q

from articles.models import Author, FormerAddress, OldAddress, Publication, Redirect, Section, Topic
from articles.old_paths import SITE
from articles.paths import language_prefix

_OF_THE_SITE = ("/robots.txt", "/sitemap.xml", "/news-sitemap.xml", "/.well-known/security.txt", "/favicon.ico")
_OF_A_LANGUAGE = ("/", "/about/", "/corrections/")
_FEEDS = ("", "feed.xml", "rss.xml")  # of a page that was elsewhere: they have moved with it


def starts() -> Iterator[str]:
    yield from _OF_THE_SITE
    if settings.INDEXNOW_KEY:
        yield f"/{settings.INDEXNOW_KEY}.txt"
    yield from _in_each_language(_OF_A_LANGUAGE)
    yield from _in_each_language(_reference_pages())
    yield from Publication.objects.order_by("pk").values_list("path", flat=True).iterator()
    yield from Redirect.objects.order_by("pk").values_list("old_path", flat=True).iterator()
    yield from _of_former_sites()
    former = FormerAddress.objects.order_by("pk").values_list("old_path", flat=True).iterator()
    yield from _in_each_language(path + feed for path in former for feed in _FEEDS)


def _of_former_sites() -> Iterator[str]:
    """Those of what readers have had. Sites end the address of a page with a slash; those with a query are no files."""
    had = Q(article=None) | Q(article__publication__isnull=False)
    known = OldAddress.objects.filter(had).exclude(key__startswith=SITE).order_by("pk")
    for key in known.values_list("key", flat=True).iterator():
        yield key if "?" in key or "." in key.rpartition("/")[2] else f"{key}/"


def _reference_pages() -> Iterator[str]:
    yield from (section.path for section in Section.objects.shown().select_related("parent").iterator())
    yield from (author.path for author in Author.objects.shown().iterator())
    yield from (topic.path for topic in Topic.objects.shown().iterator())


def _in_each_language(paths: Iterable[str]) -> Iterator[str]:
    for path in paths:
        for language in settings.NEWSROOM_LANGUAGES:
            yield language_prefix(language) + path
