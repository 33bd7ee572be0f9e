"""WebSub (W3C Recommendation, 2018-01-23): the hub is told which feeds have something new, and tells their readers."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from django.conf import settings

from articles.models import Author, Publication
from articles.paths import absolute, language_prefix

from .sending import post

FORMS = ("feed.xml", "rss.xml")


def feeds_of(story: Publication) -> list[str]:
    """Return the paths of the feeds that a live story is in."""
    section = story.section
    pages = ["/", section.path, *([section.parent.path] if section.parent else [])]
    pages += [author.path for author in Author.objects.filter(publication_bylines__publication=story).distinct()]
    pages += [topic.path for topic in story.topics.all()]
    pages += ["/corrections/"] if story.corrections.exists() else []
    prefix = language_prefix(story.language)
    return [prefix + page + form for page in pages for form in FORMS]


def ping(paths: Iterable[str]) -> None:
    """Tells the hub of feeds, in one request. WebSub leaves its form to the hub: this is the one that hubs know."""
    fields = [("hub.mode", "publish"), *(("hub.url", absolute(path)) for path in paths)]
    post(settings.WEBSUB_HUB, urlencode(fields).encode(), media_type="application/x-www-form-urlencoded")
