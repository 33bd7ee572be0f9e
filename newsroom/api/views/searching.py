"""Search, as readers have it: the same words, the same limits."""

from __future__ import annotations

from articles.models import Section
from articles.search import Question, search
from newsroom.api.addresses import address_of
from newsroom.api.endpoint import Asked, Reply, cut, languages_of
from newsroom.api.stories import briefs
from newsroom.api.views.articles import nothing_of
from newsroom.pages.answers import FRESH, UNKEPT_BY_ANYBODY
from newsroom.pages.search_choices import Choices, choices


def found(asked: Asked) -> Reply:
    known, limit, number = choices(), asked["limit"], asked["page"]
    result = search(_question(asked, known), names=known.names)
    keys = result.keys[(number - 1) * limit : number * limit]
    following = ""
    if len(result.keys) > number * limit:
        following = address_of("search", query={**asked.query, "page": str(number + 1)})
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


def _question(asked: Asked, known: Choices) -> Question:
    return Question(
        text=asked["q"],
        language=asked["language"] or "",
        sections=_sections(asked["section"], known.sections),
        topic=_key("topic", asked["topic"], known.topics),
        author=_key("author", asked["author"], known.authors),
        since=asked["since"],
        before=asked["until"],
        order=asked["sort"],
    )


def _sections(path: str | None, sections: tuple[Section, ...]) -> frozenset[int]:
    """A section and those below it."""
    if path is None:
        return frozenset()
    keys = {row.pk for row in sections if row.path.strip("/") == path}
    if not keys:
        raise nothing_of("section", path)
    return frozenset(row.pk for row in sections if row.pk in keys or row.parent_id in keys)


def _key(name: str, slug: str | None, rows: tuple) -> int | None:
    if slug is None:
        return None
    for row in rows:
        if row.slug == slug:
            return row.pk
    raise nothing_of(name, slug)
