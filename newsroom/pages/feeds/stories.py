"""Entries of feeds from what readers have: live stories, and the corrections of them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import accumulate
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.utils.translation import get_language

from articles.languages import in_language
from articles.models import Correction
from articles.paths import absolute
from newsroom.pages.credited import credited, writers
from newsroom.pages.feeds.entries import Entry, entry_id
from newsroom.pages.feeds.full_text import free_standing, full_text, in_lines
from newsroom.pages.feeds.kept import Kept
from newsroom.pages.feeds.rows import LENGTH, PATHS, STORIES
from newsroom.pages.former_links import former_links
from newsroom.pages.pictures import shared

MOST_BYTES = 2_000_000  # of bodies together, as far as there are two; programs give up on feeds that are much larger
_LINKED = re.compile(r'data-article="([0-9]{1,18})"')
_JSON = ("byline_rows", "topic_rows", "correction_rows", "images")
_kept = Kept()
Written = Callable[..., bytes]  # an entry, in its language, as a form of feed has it


def newest_stories(sizes: Sequence[tuple[int, int]]) -> list[Any]:
    """Return those of the newest stories that a feed has room for, one at least: rows of `rows.STORIES`."""
    sizes = sizes[:LENGTH]
    sums = accumulate(own for _key, own in sizes)
    keys = [key for (key, own), total in zip(sizes, sums, strict=True) if total <= MOST_BYTES or total == own]
    return STORIES.rows(keys=keys)


def story_entries(stories: Sequence[Any], *, write: Written) -> list[bytes]:
    """Return such rows as they stand in a feed, in full. A query where they link to others, and one where they do so
    by addresses of a former site."""
    linked = [tuple(map(int, _LINKED.findall(story.body_html))) for story in stories]
    keys = {key for own in linked for key in own}
    addresses = dict(PATHS.rows(articles=list(keys))) if keys else {}
    former = former_links(story.body_html for story in stories)
    around = (write, get_language(), settings.SITE_URL, settings.FEED_AUTHORITY, settings.NEWSROOM_ZONE)
    return [
        _written(story, {key: addresses[key] for key in own if key in addresses} | others, around=around)
        for story, own, others in zip(stories, linked, former, strict=True)
    ]


def correction_entries(corrections: Iterable[Correction], *, language: str) -> list[Entry]:
    """Return rows of `queries.corrections_in`, each an entry of its own."""
    return [_correction_entry(row, language) for row in corrections[:LENGTH]]


def _written(story: Any, addresses: Mapping[int | str, str], *, around: tuple) -> bytes:
    """Nothing else than what the key holds is in an entry."""
    make = partial(_made, story, addresses, write=around[0])
    return _kept.entry((story, tuple(addresses.items()), around), make)


def _made(story: Any, addresses: Mapping[int | str, str], *, write: Written) -> bytes:
    read = SimpleNamespace(**story._asdict() | {name: json.loads(getattr(story, name)) for name in _JSON})
    return write(_story_entry(read, {key: absolute(path) for key, path in addresses.items()}), language=story.language)


def _story_entry(story: Any, addresses: Mapping[int | str, str]) -> Entry:
    people = credited(story)
    authors = writers(people)
    lead = next((image for image in story.images if image["id"] == story.lead_image_id), None)
    return Entry(
        id=entry_id("story", story.pk, since=story.first_published_at),
        path=story.path,
        title=story.headline,
        summary=story.standfirst,
        content=full_text(story, addresses=addresses),
        published_at=story.first_published_at,
        updated_at=story.updated_at,
        authors=authors,
        contributors=[person for person in people if person not in authors],
        categories=_categories(story),
        picture=shared(lead),
        alternative=story.lead_alternative,
        picture_credit=story.lead_credit,
    )


def _categories(story: Any) -> list[tuple[str, str]]:
    sections = [(story.parent_slug, story.parent_names), (story.section_slug, story.section_names)]
    named = [(slug, json.loads(names)) for slug, names in sections if slug]
    named += [(row["slug"], row["names"]) for row in story.topic_rows]
    return [(slug, in_language(names, story.language)) for slug, names in named]


def _correction_entry(correction: Correction, language: str) -> Entry:
    return Entry(
        id=entry_id("correction", correction.pk, since=correction.published_at),
        path=correction.path,
        title=f"{correction.get_kind_display()}: {correction.headline}",
        content=free_standing(in_lines(correction.text), base=correction.path, language=language),
        published_at=correction.published_at,
        updated_at=correction.published_at,
    )
