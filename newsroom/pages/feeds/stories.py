"""Entries of feeds from what readers have: live stories, and the corrections of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import accumulate

from django.db.models import Func, IntegerField, QuerySet

from articles import bodies
from articles.languages import in_language
from articles.models import Correction, Publication
from articles.paths import absolute
from newsroom.pages.credited import credited, writers
from newsroom.pages.feeds.entries import Entry, entry_id
from newsroom.pages.feeds.full_text import free_standing, full_text, in_lines
from newsroom.pages.pictures import shared
from newsroom.pages.queries import BYLINES, CORRECTIONS, IMAGES, TOPICS

LENGTH = 50  # stories of a feed, or fewer:
MOST_BYTES = 2_000_000  # of bodies together, as far as there are two; programs give up on feeds that are much larger


def story_entries(publications: QuerySet[Publication]) -> list[Entry]:
    """Return the newest live stories of a query, in full. Asks the database three times, however many there are."""
    newest = publications.live().newest_first()
    stories = list(
        newest.filter(pk__in=_keys(newest))
        .select_related("section__parent")
        .annotate(byline_rows=BYLINES, images=IMAGES, topic_rows=TOPICS, correction_rows=CORRECTIONS)
    )
    addresses = _addresses(stories)
    return [_story_entry(story, addresses) for story in stories]


def _keys(newest: QuerySet[Publication]) -> list[int]:
    """Those of the stories that a feed has room for: one at least. Sizes are read without their texts."""
    size = Func("body_html", function="octet_length", output_field=IntegerField())
    rows = newest.values_list("pk", size)[:LENGTH]
    sizes = accumulate(bytes_of_one for _key, bytes_of_one in rows)
    return [key for (key, own), total in zip(rows, sizes, strict=True) if total <= MOST_BYTES or total == own]


def correction_entries(corrections: Iterable[Correction], *, language: str) -> list[Entry]:
    """Return rows of `queries.corrections_in`, each an entry of its own."""
    return [_correction_entry(row, language) for row in corrections[:LENGTH]]


def _addresses(stories: Iterable[Publication]) -> dict[int, str]:
    """Where the live stories are that the bodies link to, by article id."""
    linking = (story.body_html for story in stories if "data-article" in story.body_html)
    keys = {key for body in linking for key in bodies.references(body).articles}
    found = Publication.objects.live().filter(article_id__in=keys).values_list("article_id", "path")
    return {key: absolute(path) for key, path in found}


def _story_entry(story: Publication, addresses: Mapping[int, str]) -> Entry:
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


def _categories(story: Publication) -> list[tuple[str, str]]:
    section = story.section
    sections = [section.parent, section] if section.parent else [section]
    topics = [(row["slug"], in_language(row["names"], story.language)) for row in story.topic_rows]
    return [*((row.slug, row.name(story.language)) for row in sections), *topics]


def _correction_entry(correction: Correction, language: str) -> Entry:
    return Entry(
        id=entry_id("correction", correction.pk, since=correction.published_at),
        path=correction.path,
        title=f"{correction.get_kind_display()}: {correction.headline}",
        content=free_standing(in_lines(correction.text), base=correction.path, language=language),
        published_at=correction.published_at,
        updated_at=correction.published_at,
    )
