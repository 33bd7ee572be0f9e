"""Search, as readers have it: the same words, the same limits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from articles.models import Author, Section, Topic
from articles.search import Question, search
from newsroom.api import called
from newsroom.api.addresses import address_of
from newsroom.api.endpoint import Asked, Reply, cut, languages_of
from newsroom.api.stories import briefs
from newsroom.pages.answers import FRESH, UNKEPT_BY_ANYBODY
from newsroom.pages.search_choices import Choices, choices


def found(asked: Asked) -> Reply:
    known = choices()
    result = search(_question(asked, known), names=known.names)
    start = _start(result.keys, asked["after"])
    end = start + asked["limit"]
    keys = result.keys[start:end]
    following = ""
    if len(result.keys) > end:
        following = address_of("search", query={**asked.query, "after": f"{end}-{keys[-1]}"})
    stories = briefs(keys)
    value = {
        "articles": cut(stories, asked["fields"]),
        "total": len(result.keys),
        "is_more": result.is_more,
        "is_whole": result.is_whole,
        "next": following or None,
    }
    around = {"next": following, "languages": languages_of(stories, asked=asked["language"])}
    return Reply(value=value, cache=FRESH if result.is_whole else UNKEPT_BY_ANYBODY, **around)


def _start(keys: Sequence[int], after: tuple[int, int] | None) -> int:
    """Where the list goes on: after the last story that was given, wherever it stands by now. If it is found no more,
    those behind it have moved up by one."""
    if after is None:
        return 0
    count, last = after
    return keys.index(last) + 1 if last in keys else count - 1


def _question(asked: Asked, known: Choices) -> Question:
    return Question(
        text=asked["q"],
        language=asked["language"] or "",
        sections=_sections(asked["section"], known.sections) if asked["section"] else frozenset(),
        topic=called.record(Topic, asked["topic"]).pk if asked["topic"] else None,
        author=called.record(Author, asked["author"]).pk if asked["author"] else None,
        since=asked["since"],
        before=asked["until"],
        order=asked["sort"],
    )


def _sections(path: str, sections: Iterable[Section]) -> frozenset[int]:
    """A section and those below it."""
    key = called.section(path).pk
    return frozenset(row.pk for row in sections if key in (row.pk, row.parent_id))
