"""Ghost exports, from version 0 to 6: posts with their authors, tags and pictures."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from articles.bodies import BodyTooDeep, BodyTooLong
from newsroom.wire.bylines import credited
from newsroom.wire.foreign_html import Taken, headline_of, plain_paragraphs, standfirst_of, take
from newsroom.wire.foreign_pictures import show_below
from newsroom.wire.ghost_body import Rendering, named
from newsroom.wire.json_reading import read_json, text_in
from newsroom.wire.languages import language_for
from newsroom.wire.moments import Moment, epoch, read_moment
from newsroom.wire.notices import distinct
from newsroom.wire.reading import Payload, Terms, Unreadable
from newsroom.wire.records import numbered
from newsroom.wire.stories import (
    Standing,
    WireByline,
    WirePage,
    WirePerson,
    WirePicture,
    WireRecord,
    WireSkip,
    WireStory,
)

_SITE = "__GHOST_URL__"
_NEVER = ("codeinjection_head", "codeinjection_foot")  # scripts of the site
WITHOUT_SECRETS = ("id", "name", "slug", "bio")  # of a user
_PUBLISHED = ("published", "scheduled")
_PAGE = "A page of the site, not a story."


class _Export(NamedTuple):
    """Posts, and what hangs on them by the number of the post, in its order."""

    posts: list[Any]
    authors: dict[str, list[str]]
    tags: dict[str, list[str]]
    metas: dict[str, dict[str, Any]]
    people: dict[str, WirePerson]  # by name


def read(payload: Payload, terms: Terms) -> Iterator[WireRecord]:
    """Reads every post. No bytes raise; nothing of accounts and settings is kept."""
    held: list[_Export] = []

    def parts() -> Iterator[Any]:
        held.append(_export(read_json(payload).value))
        yield from held[0].posts

    def record(post: Any, number: int) -> WireRecord:
        if not isinstance(post, dict):
            raise Unreadable("This post is empty.")
        if text_in(post.get("type")) == "page" or post.get("page") in (1, True):
            return _page(post, held[0], terms, number=number)
        return _story(post, held[0], terms, number=number)

    return numbered(parts(), read=record, shown=_shown)


def _page(post: dict[str, Any], export: _Export, terms: Terms, *, number: int) -> WireSkip:
    try:
        return WirePage(number, 0, _PAGE, _story(post, export, terms, number=number))
    except (Unreadable, BodyTooLong, BodyTooDeep):
        return WireSkip(number, 0, _PAGE)


def held_in(value: Any) -> dict[str, Any]:
    """The tables of an export, posts among them. Raises `Unreadable` for what is none."""
    whole = value.get("db") if isinstance(value, dict) else None
    inner = whole[0] if isinstance(whole, list) and whole else value
    data = inner.get("data") if isinstance(inner, dict) else None
    if not isinstance(data, dict) or not isinstance(data.get("posts"), list):
        raise Unreadable("This is no export of Ghost: there are no posts in it.", line=1)
    return data


def _export(value: Any) -> _Export:
    data = held_in(value)
    users, tags = _names(data, "users"), _names(data, "tags")
    return _Export(
        posts=data["posts"],
        authors=_writers(data, users) | _related(data, "posts_authors", "author_id", users),
        tags=_related(data, "posts_tags", "tag_id", tags),
        metas={text_in(meta.get("post_id")): meta for meta in _rows(data, "posts_meta")},
        people={person.name: person for row in _rows(data, "users") if (person := _person(row)).name},
    )


def _person(user: dict[str, Any]) -> WirePerson:
    """What readers may know of somebody: neither mail address nor password."""
    name, slug, biography = (text_in(user.get(what)) for what in ("name", "slug", "bio"))
    return WirePerson(name=headline_of(name), slug=slug, biography=headline_of(biography))


def _writers(data: dict[str, Any], users: dict[str, str]) -> dict[str, list[str]]:
    """Old exports name one writer in the post itself."""
    named_in = {text_in(post.get("id")): users.get(text_in(post.get("author_id"))) for post in _rows(data, "posts")}
    return {number: [name] for number, name in named_in.items() if name}


def _rows(data: dict[str, Any], table: str) -> list[dict[str, Any]]:
    held = data.get(table)
    return named(held) if isinstance(held, list) else []


def _names(data: dict[str, Any], table: str) -> dict[str, str]:
    return {text_in(row.get("id")): headline_of(text_in(row.get("name"))) for row in _rows(data, table)}


def _related(data: dict[str, Any], table: str, key: str, names: dict[str, str]) -> dict[str, list[str]]:
    rows = sorted(
        _rows(data, table), key=lambda row: row["sort_order"] if isinstance(row.get("sort_order"), int) else 0
    )
    found: dict[str, list[str]] = {}
    for row in rows:
        if name := names.get(text_in(row.get(key))):
            found.setdefault(text_in(row.get("post_id")), []).append(name)
    return found


def _story(post: dict[str, Any], export: _Export, terms: Terms, *, number: int) -> WireStory:
    key = text_in(post.get("id"))
    meta = post | {name: value for name, value in export.metas.get(key, {}).items() if value is not None}
    taken = _body(post, terms)
    _lead(taken, meta, terms)
    headline = headline_of(text_in(post.get("title")))
    if not headline and not taken.body:
        raise Unreadable("The post has neither a title nor a text.")
    published, changed = _moment(post.get("published_at"), terms), _moment(post.get("updated_at"), terms)
    standing, doubts = _standing(post)
    tag = text_in(post.get("locale")) or text_in(post.get("language"))
    language, guess = language_for(tag, f"{headline} {taken.body}", terms)
    tags = [name for name in export.tags.get(key, []) if not name.startswith("#")]  # those are Ghost's own
    slug = text_in(post.get("slug"))
    return WireStory(
        number=number,
        headline=headline or headline_of(taken.body.partition("</p>")[0])[:120],
        published_at=published.at,
        changed_at=changed.at,
        local_time_as_printed=text_in(post.get("published_at"))[:200],
        language=language,
        external_id=text_in(post.get("uuid")) or key or slug,
        standing=standing,
        standfirst=standfirst_of(text_in(post.get("custom_excerpt")), taken.body),
        slug=slug,
        section_label=tags[0] if tags else "",
        body=taken.body,
        bylines=_bylines(export.authors.get(key, [])),
        tags=distinct(tags),
        pictures=tuple(taken.pictures),
        search_title=headline_of(text_in(meta.get("meta_title"))),
        search_description=headline_of(text_in(meta.get("meta_description"))),
        old_addresses=(f"{terms.address.rstrip('/')}/{slug}/",) if slug else (),
        warnings=(*doubts, *(each.warning for each in (published, changed) if each.warning), *guess, *taken.lost),
        sites=(terms.address,) if terms.address else (),
        people=tuple(export.people[name] for name in export.authors.get(key, []) if name in export.people),
        source_text=_shown(post),
    )


def _body(post: dict[str, Any], terms: Terms) -> Taken:
    """As it was rendered, else from the editor's own document, else from Markdown as plain text."""
    rendering, base = Rendering(), terms.address
    html = text_in(post.get("html"))
    for name, render in (("lexical", rendering.lexical), ("mobiledoc", rendering.mobiledoc)):
        if not html.strip() and text_in(post.get(name)).strip():
            html = render(text_in(post.get(name)))
    if not html.strip():
        return Taken(body=plain_paragraphs(text_in(post.get("markdown"))))
    taken = take(html.replace(_SITE, base.rstrip("/")), base=base)
    taken.lost.extend(rendering.told)
    return taken


def _lead(taken: Taken, meta: dict[str, Any], terms: Terms) -> None:
    address = text_in(meta.get("feature_image")) or text_in(meta.get("image"))
    if address:
        picture = WirePicture(
            address=address.replace(_SITE, terms.address.rstrip("/")),
            caption=headline_of(text_in(meta.get("feature_image_caption"))),
            alternative=headline_of(text_in(meta.get("feature_image_alt"))),
            is_lead=True,
        )
        show_below(taken, [picture])


def _moment(value: Any, terms: Terms) -> Moment:
    """Milliseconds since 1970, or a text, which is in UTC where it names no zone (Ghost's documentation)."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return epoch(value)
    text = text_in(value).strip()
    moment = read_moment(text, terms)
    return read_moment(f"{text}Z", terms) if not moment.at and moment.warning and text[-1:].isdigit() else moment


def _standing(post: dict[str, Any]) -> tuple[Standing, tuple[str, ...]]:
    status, visibility = text_in(post.get("status")), text_in(post.get("visibility")) or "public"
    if status == "sent" or (status in _PUBLISHED and visibility != "public"):
        return Standing.PRIVATE, ()
    if status in _PUBLISHED:
        return Standing.USABLE, ()
    if status in ("draft", ""):
        return Standing.DRAFT, ()
    return Standing.DRAFT, (f"The status “{status[:40]}” is not known: the post was taken for a draft.",)


def _bylines(names: list[str]) -> tuple[WireByline, ...]:
    return tuple(byline for name in dict.fromkeys(names) if "@" not in name for byline in credited(name))


def _shown(post: Any) -> str:
    kept = {name: value for name, value in post.items() if name not in _NEVER} if isinstance(post, dict) else post
    return text_in(json.dumps(kept, ensure_ascii=False, indent=1))
