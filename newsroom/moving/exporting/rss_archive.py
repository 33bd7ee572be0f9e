"""Every story as RSS 2.0 in full: for each language a feed of the newest, and archives of all before it (RFC 5005).

Archives are filled from the oldest on, so that one that is full stays as it is. They name each other by addresses below
the site's: the folder is to be served at its root, under its own name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from articles.languages import in_language
from articles.paths import absolute, language_prefix
from newsroom.pages.feeds import rss
from newsroom.pages.feeds.entries import NEVER, Feed
from newsroom.pages.feeds.rows import STORIES
from newsroom.pages.feeds.stories import story_entries

from .formats import Choice, Written
from .stories import chosen

PER_FILE = 100  # stories
NEWEST = "feed.xml"


def write(folder: Path, choice: Choice) -> Iterator[Written]:
    for language in [choice.language] if choice.language else settings.NEWSROOM_LANGUAGES:
        with translation.override(language):
            yield from _write_language(folder / language, choice, language=language)


def _write_language(folder: Path, choice: Choice, *, language: str) -> Iterator[Written]:
    found = chosen(choice).live().in_language(language).order_by("first_published_at", "pk")
    if not (total := found.count()):
        return
    folder.mkdir()
    keys, archives = found.values_list("pk", flat=True).iterator(chunk_size=PER_FILE), (total - 1) // PER_FILE
    for number in range(1, archives + 1):
        feed = _feed(keys, f"{folder.parent.name}/{language}", _archive(number), language=language)
        others = _others(number, archives=archives)
        yield from _write_feed(folder, replace(feed, others=_addresses(feed, others), is_archived=True))
    feed = _feed(keys, f"{folder.parent.name}/{language}", NEWEST, language=language)
    others = {"prev-archive": _archive(archives)} if archives else {}
    yield from _write_feed(folder, replace(feed, others=_addresses(feed, others)))


def _write_feed(folder: Path, feed: Feed) -> Iterator[Written]:
    (folder / feed.path.rpartition("/")[2]).write_bytes(rss.feed_document(feed))
    yield from (Written("stories") for _entry in feed.entries)


def _feed(keys: Iterator[int], place: str, name: str, *, language: str) -> Feed:
    """A feed of the next stories, its newest first."""
    rows = STORIES.rows(keys=list(islice(keys, PER_FILE)))
    newsroom = in_language(settings.NEWSROOM_NAME, language)
    return Feed(
        path=f"/{place}/{name}",
        page_path=language_prefix(language) + "/",
        title=newsroom,
        description=_("News, reports and opinion from %(newsroom)s.") % {"newsroom": newsroom},
        language=language,
        updated_at=max((row.updated_at for row in rows), default=NEVER),
        entries=story_entries(rows, write=rss.entry_markup),
    )


def _archive(number: int) -> str:
    return f"archive-{number:05}.xml"


def _others(number: int, *, archives: int) -> dict[str, str]:
    """The names of the archives before and after one, and of the feed that goes on."""
    before = {"prev-archive": _archive(number - 1)} if number > 1 else {}
    after = {"next-archive": _archive(number + 1)} if number < archives else {}
    return {"current": NEWEST, **before, **after}


def _addresses(feed: Feed, names: Mapping[str, str]) -> dict[str, str]:
    folder = feed.path.rpartition("/")[0]
    return {relation: absolute(f"{folder}/{name}") for relation, name in names.items()}
