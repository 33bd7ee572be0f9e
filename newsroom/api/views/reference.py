"""Sections, authors and topics that readers have seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings

from articles.models import Author, Section, Topic
from articles.paths import absolute, language_prefix
from newsroom.api import called
from newsroom.api.addresses import address_of
from newsroom.api.endpoint import Asked, Reply, cut
from newsroom.api.problems import Problem
from newsroom.pages.former import new_address
from newsroom.pages.queries import shown_sections


def sections(asked: Asked) -> Reply:
    """Those that the navigation shows."""
    shown = [_section(row) for row in shown_sections() if not _is_hidden(row)]
    value = {"sections": cut(shown, asked["fields"], key="path")}
    return Reply(value=value, languages=_languages(shown))


def section(asked: Asked) -> Reply:
    """One whose path was another once is led to from there."""
    path = "/".join(filter(None, (asked["section"], asked.values.get("sub"))))
    if found := called.at(path):
        value = _section(found)
        return Reply(value=cut([value], asked["fields"], key="path")[0], languages=_languages([value]))
    if moved := new_address(f"/{path}/"):
        return Reply(moved=f"{address_of('sections')}{moved.removeprefix('/')}")
    raise Problem(404, "There is no such section.")


def authors(asked: Asked) -> Reply:
    return _listed(asked, Author, "authors", _author)


def author(asked: Asked) -> Reply:
    return _one(asked, Author, "author", _author)


def topics(asked: Asked) -> Reply:
    return _listed(asked, Topic, "topics", _topic)


def topic(asked: Asked) -> Reply:
    return _one(asked, Topic, "topic", _topic)


def _listed(asked: Asked, model: Any, name: str, written) -> Reply:
    found = model.objects.shown().order_by("slug")
    found = found.filter(slug__gt=asked["after"]) if asked["after"] else found
    limit = asked["limit"]
    rows = list(found[: limit + 1])
    following = ""
    if len(rows) > limit:
        following = address_of(name, query={**asked.query, "after": rows[limit - 1].slug})
    found = [written(row) for row in rows[:limit]]
    value = {name: cut(found, asked["fields"], key="slug"), "next": following or None}
    return Reply(value=value, next=following, languages=_languages(found))


def _one(asked: Asked, model: Any, name: str, written) -> Reply:
    """One whose slug was another once is led to from there."""
    slug = asked["slug"]
    if found := model.objects.shown().filter(slug=slug).first():
        value = written(found)
        return Reply(value=cut([value], asked["fields"], key="slug")[0], languages=_languages([value]))
    if path := new_address(f"/{name}s/{slug}/"):
        return Reply(moved=address_of(name, slug=path.strip("/").rpartition("/")[2]))
    raise Problem(404, f"There is no {name} of this slug.")


def _section(row: Section) -> dict[str, Any]:
    path = row.path.strip("/")
    return {
        "path": path,
        "parent": row.parent.path.strip("/") if row.parent else None,
        "names": _known(row.names),
        "urls": _urls(row.path),
        "articles_url": address_of("articles", query={"section": path}),
    }


def _author(row: Author) -> dict[str, Any]:
    return {
        "slug": row.slug,
        "kind": row.kind,
        "names": _known(row.names),
        "biographies": _known(row.biographies),
        "urls": _urls(row.path),
        "articles_url": address_of("articles", query={"author": row.slug}),
    }


def _topic(row: Topic) -> dict[str, Any]:
    return {
        "slug": row.slug,
        "names": _known(row.names),
        "urls": _urls(row.path),
        "articles_url": address_of("articles", query={"topic": row.slug}),
    }


def _is_hidden(row: Section) -> bool:
    return row.hidden or (row.parent is not None and row.parent.hidden)


def _languages(found: Iterable[Mapping[str, Any]]) -> set[str]:
    """Those that names and biographies are in."""
    return {code for value in found for code in (*value["names"], *value.get("biographies", ()))}


def _known(texts: Mapping[str, str]) -> dict[str, str]:
    return {language: text for language, text in texts.items() if text}


def _urls(bare_path: str) -> dict[str, str]:
    return {code: absolute(language_prefix(code) + bare_path) for code in settings.NEWSROOM_LANGUAGES}
