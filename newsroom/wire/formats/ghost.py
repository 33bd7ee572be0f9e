"""Ghost exports, from version 0 to 6: posts with their authors, tags and pictures."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import Any

from articles.bodies import BodyTooDeep, BodyTooLong
from newsroom.wire.bylines import credited
from newsroom.wire.comment_text import plain
from newsroom.wire.foreign_html import Taken, headline_of, plain_paragraphs, standfirst_of, take
from newsroom.wire.foreign_pictures import show_below
from newsroom.wire.formats.ghost_tables import Hanging, posts
from newsroom.wire.ghost_body import Rendering
from newsroom.wire.json_listing import Part
from newsroom.wire.json_reading import text_in
from newsroom.wire.json_walking import opened
from newsroom.wire.languages import language_for
from newsroom.wire.moments import Moment, epoch, read_moment, warnings_of
from newsroom.wire.notices import distinct
from newsroom.wire.on_disk import OnDisk
from newsroom.wire.reading import Payload, Terms, Unreadable
from newsroom.wire.records import numbered
from newsroom.wire.stories import (
    Standing,
    WireByline,
    WireComment,
    WireList,
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
_WITHOUT_ZONE = re.compile(r"[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?\Z", re.ASCII)
_PAGE = "A page of the site, not a story."


def read(payload: Payload, terms: Terms) -> Iterator[WireRecord]:
    """Reads every post; twice, since what hangs on posts stands below them. No bytes raise; nothing of accounts and
    settings is kept."""
    held: list[Hanging] = []

    def parts() -> Iterator[Part]:
        with opened(payload) as file, closing(OnDisk()) as kept:
            held.append(Hanging(kept))
            held[0].survey(file)
            for part in posts(file):
                yield part._replace(warnings=(*file.warnings, *part.warnings))

    def record(part: Part, number: int) -> WireRecord:
        if part.problem:
            raise Unreadable(part.problem)
        if not isinstance(part.value, dict):
            raise Unreadable("This post is empty.")
        if text_in(part.value.get("type")) == "page" or part.value.get("page") in (1, True):
            return _page(part, held[0], terms, number=number)
        return _story(part, held[0], terms, number=number)

    return numbered(parts(), read=record, shown=lambda part: _shown(part.value))


def _page(part: Part, hanging: Hanging, terms: Terms, *, number: int) -> WireSkip:
    try:
        return WirePage(number, 0, _PAGE, _story(part, hanging, terms, number=number))
    except (Unreadable, BodyTooLong, BodyTooDeep):
        return WireSkip(number, 0, _PAGE)


def _comments(key: str, hanging: Hanging, terms: Terms) -> Iterator[WireComment]:
    """Only exports that were asked for them have any."""
    for row, member in hanging.comments(key):
        if (status := text_in(row.get("status"))) != "deleted":
            yield WireComment(
                external_id=text_in(row.get("id")),
                name=headline_of(text_in(member.get("name"))),
                text=plain(text_in(row.get("html"))),
                written_at=_moment(row.get("created_at"), terms).at,
                is_approved=status == "published",
                email=text_in(member.get("email")),
                in_reply_to=text_in(row.get("in_reply_to_id")) or text_in(row.get("parent_id")),
            )


def _story(part: Part, hanging: Hanging, terms: Terms, *, number: int) -> WireStory:
    post = part.value
    key = text_in(post.get("id"))
    meta = post | hanging.meta(key)
    headline, taken = _text(post, meta, terms)
    published, changed = _moment(post.get("published_at"), terms), _moment(post.get("updated_at"), terms)
    standing, doubts = _standing(meta)
    tag = text_in(post.get("locale")) or text_in(post.get("language"))
    language, guess = language_for(tag, f"{headline} {taken.body}", terms)
    return WireStory(
        number=number,
        headline=headline or headline_of(taken.body.partition("</p>")[0])[:120],
        published_at=published.at,
        changed_at=changed.at,
        exported_at=_moment(hanging.exported_on or "", terms).at,
        local_time_as_printed=text_in(post.get("published_at"))[:200],
        language=language,
        standing=standing,
        standfirst=standfirst_of(text_in(post.get("custom_excerpt")), taken.body),
        body=taken.body,
        pictures=tuple(taken.pictures),
        comments=tuple(_comments(key, hanging, terms)),
        search_title=headline_of(text_in(meta.get("meta_title"))),
        search_description=headline_of(text_in(meta.get("meta_description"))),
        warnings=(*part.warnings, *doubts, *warnings_of(published, changed), *guess, *taken.lost),
        source_text=_shown(post),
        **_named(post, key, terms),
        **_sorted_and_signed(key, hanging, terms),
    )


def _text(post: dict[str, Any], meta: dict[str, Any], terms: Terms) -> tuple[str, Taken]:
    """Headline and body. Raises `Unreadable` for a post that says nothing."""
    taken = _body(post, terms)
    _lead(taken, meta, terms)
    headline = headline_of(text_in(post.get("title")))
    if not headline and not taken.body:
        raise Unreadable("The post has neither a title nor a text.")
    return headline, taken


def _named(post: dict[str, Any], key: str, terms: Terms) -> dict[str, Any]:
    """What the post goes by."""
    slug = text_in(post.get("slug"))
    return {
        "external_id": text_in(post.get("uuid")) or key or slug,
        "slug": slug,
        "old_addresses": (f"{terms.address.rstrip('/')}/{slug}/",) if slug else (),
        "sites": (terms.address,) if terms.address else (),
    }


def _sorted_and_signed(key: str, hanging: Hanging, terms: Terms) -> dict[str, Any]:
    """Where the post stands at its site, and who wrote it."""
    tags = [name for name in hanging.tags(key) if not name.startswith("#")]  # those are Ghost's own
    authors = hanging.authors(key)
    people = tuple(hanging.people[name] for name in authors)
    return {
        "section_label": tags[0] if tags else "",
        "tags": distinct(tags),
        "bylines": _bylines(authors),
        "people": people,
        "lists": tuple(_lists(tags, people, hanging, base=terms.address.rstrip("/"))),
    }


def _lists(tags: list[str], people: Iterable[WirePerson], hanging: Hanging, *, base: str) -> Iterator[WireList]:
    """The first tag is what a story stands under at its site; all of them are called tags in addresses."""
    for number, tag in enumerate(tags):
        if slug := hanging.slugs.get(tag):
            yield WireList(kind="tag" if number else "category", name=tag, addresses=(f"{base}/tag/{slug}/",))
    for person in people:
        if person.slug:
            yield WireList(kind="author", name=person.name, addresses=(f"{base}/author/{person.slug}/",))


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
    """Milliseconds since 1970, or a text, which is in UTC where it names no zone, wherever the newsroom is (Ghost's
    documentation)."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return epoch(value)
    text = text_in(value).strip()
    return read_moment(f"{text}Z" if _WITHOUT_ZONE.search(text) else text, terms)


def _standing(post: dict[str, Any]) -> tuple[Standing, tuple[str, ...]]:
    status, visibility = text_in(post.get("status")), text_in(post.get("visibility")) or "public"
    if status == "sent" or (status in _PUBLISHED and (visibility != "public" or post.get("email_only") in (1, True))):
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
