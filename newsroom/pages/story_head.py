"""What the head of a story's page says of it, for programs that make links of it or read it aloud."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from articles.languages import in_language
from articles.models import Publication
from articles.paths import absolute, language_prefix, section_path
from newsroom.pages.credited import credited, writers
from newsroom.pages.pictures import shared
from newsroom.pages.structured.story import moment, story_things


def story_head(story: Publication, *, image: Mapping | None) -> dict[str, Any]:
    """Return those fields of the story's `frame.Page` that its head needs; `image` is its lead picture's row."""
    language, section = story.language, story.section
    home = language_prefix(language) + "/"
    people = writers(credited(story))
    picture = shared(image)
    return {
        "kind": "article",
        "picture": picture,
        "picture_alternative": story.lead_alternative if picture else "",
        "author": ", ".join(one.name for one in people),
        "facts": _facts(story, pages=[absolute(one.path) for one in people if one.path]),
        "feeds": {
            home: in_language(settings.NEWSROOM_NAME, language),
            section_path(section, language): section.name(language),
        },
        "things": story_things(story, image=image),
    }


def _facts(story: Publication, *, pages: list[str]) -> list[tuple[str, str]]:
    """Open Graph's properties of an article; authors are named by their pages there."""
    return [
        ("article:published_time", moment(story.first_published_at)),
        ("article:modified_time", moment(story.updated_at)),
        ("article:section", story.section.name(story.language)),
        *(("article:author", page) for page in pages),
        *(("article:tag", in_language(row["names"], story.language)) for row in story.topic_rows),
    ]
