"""The front page and the fronts of sections, as editors arranged them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import Http404

from articles.paths import absolute, language_prefix, section_path
from newsroom.api.addresses import address_of
from newsroom.api.endpoint import Asked, Reply
from newsroom.api.problems import Problem
from newsroom.api.stories import briefs, section_of_story
from newsroom.fronts.filling import Filled, fill
from newsroom.pages.former import new_address
from newsroom.pages.lists import LENGTH
from newsroom.pages.surroundings import surroundings
from newsroom.pages.views.front import arranged_front
from newsroom.pages.views.sections import find_section, stories_of_front


def front(asked: Asked) -> Reply:
    language = asked["language"]
    found = arranged_front(language, around=surroundings(language))
    on_top = [filled for filled in (found.lead, *found.seconds) if filled]
    below = [*found.latest, *found.opinions, *(story for _section, rows in found.blocks for story in rows)]
    shown = _shown([*(filled.story for filled in on_top), *below])
    value = {
        "language": language,
        "section": None,
        "url": absolute(language_prefix(language) + "/"),
        "slots": _slots(on_top, shown),
        "latest": _those(found.latest, shown),
        "opinions": _those(found.opinions, shown),
        "blocks": [
            {"section": section_of_story(section, language), "articles": _those(rows, shown)}
            for section, rows in found.blocks
        ],
    }
    return Reply(value=value, languages=[language])


def section_front(asked: Asked) -> Reply:
    language = asked["language"]
    around = surroundings(language)
    try:
        section = find_section(around.sections, asked["section"], sub=asked.values.get("sub"))
    except Http404 as error:
        path = "/".join(filter(None, (asked["section"], asked.values.get("sub"))))
        if moved := new_address(f"/{path}/"):
            return Reply(moved=f"{address_of('front', language=language)}{moved.removeprefix('/')}")
        raise Problem(404, "There is no such section.") from error
    found = stories_of_front(section, language=language, around=around)
    on_top = fill(found["slots"], at=found["at"], placed=found["placed"], newest=found["newest"])
    above = {filled.story.article_id for filled in on_top}
    latest = [row for row in found["newest"] if row.article_id not in above][:LENGTH]
    shown = _shown([*(filled.story for filled in on_top), *latest])
    value = {
        "language": language,
        "section": section_of_story(section, language),
        "url": absolute(section_path(section, language)),
        "slots": _slots(on_top, shown),
        "latest": _those(latest, shown),
        "opinions": [],
        "blocks": [],
    }
    return Reply(value=value, languages=[language])


def _shown(rows: Iterable[Any]) -> dict[int, dict[str, Any]]:
    """All stories of a front as JSON, in one query; what was taken back meanwhile is not there."""
    return {value["id"]: value for value in briefs(dict.fromkeys(row.pk for row in rows))}


def _those(rows: Iterable[Any], shown: dict[int, dict]) -> list[dict]:
    return [shown[row.pk] for row in rows if row.pk in shown]


def _slots(on_top: Iterable[Filled], shown: dict[int, dict]) -> list[dict]:
    return [
        {
            "article": shown[filled.story.pk],
            "is_placed": filled.is_placed,
            "words": filled.slot.words if filled.is_placed else {},
        }
        for filled in on_top
        if filled.story.pk in shown
    ]
