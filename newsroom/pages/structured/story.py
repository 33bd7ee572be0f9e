"""A live story as a NewsArticle, from what its page has read already."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings

from articles import moments
from articles.languages import in_language
from articles.models import Publication
from articles.paths import absolute, section_path
from articles.workflow import PublishKind
from newsroom.pages.credited import Credited, credited, writers
from newsroom.pages.fronts import OPINION_SECTION
from newsroom.pages.shortening import shortened
from newsroom.pages.structured.pictures import in_ratios
from newsroom.pages.structured.script import author_id, story_id, thing
from newsroom.pages.structured.site import breadcrumbs, part_of_site, publisher

LONGEST_HEADLINE = 110
MENDED = (PublishKind.CORRECTION, PublishKind.CLARIFICATION)
_PROPERTIES = {"translation": "translator", "editing": "editor", "photos": "contributor"}  # by what somebody did


def story_things(story: Publication, *, image: Mapping | None) -> list[dict[str, Any]]:
    """Return the story and the way to it; `image` is its lead picture's row. Opinions say that they are some."""
    language, section = story.language, story.section
    sections = [section.parent, section] if section.parent else [section]
    steps = [(row.name(language), section_path(row, language)) for row in sections]
    return [_article(story, sections=[name for name, _path in steps], image=image), breadcrumbs(language, steps)]


def _article(story: Publication, *, sections: list[str], image: Mapping | None) -> dict[str, Any]:
    address = absolute(story.path)
    return thing(
        "OpinionNewsArticle" if story.section.top.slug == OPINION_SECTION else "NewsArticle",
        id=story_id(story.path),
        url=address,
        mainEntityOfPage=thing("WebPage", id=address),
        headline=shortened(story.headline, LONGEST_HEADLINE),
        description=story.standfirst,
        image=in_ratios(image, caption=story.lead_caption, credit=story.lead_credit),
        datePublished=moment(story.first_published_at),
        dateModified=moment(story.updated_at),
        dateline=story.dateline_place,
        **_people(story),
        publisher=publisher(story.language),
        articleSection=sections,
        keywords=[in_language(row["names"], story.language) for row in story.topic_rows],
        inLanguage=story.language,
        isPartOf=part_of_site(story.language),
        isAccessibleForFree=True,
        correction=[_correction(row) for row in story.correction_rows if row["kind"] in MENDED],
        **_translations(story),
    )


def moment(at: datetime) -> str:
    """The instant with the newsroom's offset, as the page shows it."""
    return moments.instant(at, settings.NEWSROOM_ZONE)


def person(one: Credited) -> dict[str, Any]:
    """Whoever has a page is named by what stands for them on it."""
    return thing(
        "Organization" if one.is_agency else "Person",
        id=author_id(one.bare_path) if one.bare_path else None,
        name=one.name,
        url=absolute(one.path) if one.path else "",
    )


def _people(story: Publication) -> dict[str, Any]:
    """Authors, one name each; of a story that names nobody, the newsroom. Then who did something else for it."""
    people = credited(story)
    found: dict[str, Any] = {"author": [person(one) for one in writers(people)] or [publisher(story.language)]}
    for one in people:
        if name := _PROPERTIES.get(one.role):
            found.setdefault(name, []).append(person(one))
    return found


def _correction(row: Mapping) -> dict[str, Any]:
    published = moment(datetime.fromisoformat(row["published_at"]))
    return thing("CorrectionComment", text=row["text"], datePublished=published)


def _translations(story: Publication) -> dict[str, Any]:
    """The original of a translation, or the translations of an original, as far as they are live."""
    group = story.translation_group
    others = {
        row["article_id"]: thing(
            "NewsArticle",
            id=story_id(row["path"]),
            url=absolute(row["path"]),
            inLanguage=row["language"],
        )
        for row in story.counterparts
    }
    if story.article_id == group:
        return {"workTranslation": list(others.values())}
    return {"translationOfWork": others.get(group)}
