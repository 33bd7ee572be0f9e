"""A row of a table, or an object of JSON, as a story. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from newsroom.wire.bylines import credited
from newsroom.wire.foreign_html import Taken, headline_of, plain_paragraphs, standfirst_of, take, without_headline
from newsroom.wire.foreign_pictures import address_of, show_below
from newsroom.wire.json_reading import text_in
from newsroom.wire.languages import language_for
from newsroom.wire.moments import Moment, epoch, read_moment
from newsroom.wire.notices import distinct, embargo_of
from newsroom.wire.reading import Terms, Unreadable
from newsroom.wire.stories import Standing, WireByline, WirePicture, WireStory
from newsroom.wire.wordpress_body import with_paragraphs

_HTML = re.compile(
    r"<(?:p|br|div|h[1-6]|ul|ol|figure|img|blockquote|table|a)\b|</(?:b|strong|i|em|u|s|span|sup|sub|font)>",
    re.IGNORECASE,
)
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_PARAGRAPH = re.compile(r"<p\b", re.IGNORECASE)
_PUBLISHED = {"published", "publish", "live", "public", "usable", "true", "1", "yes", "sent", "منشور"}
_DRAFT = {"draft", "pending", "scheduled", "false", "0", "no", "unpublished", "hidden", "مسودة"}
_PRIVATE = {"private", "members", "paid"}
_KILLED = {"canceled", "cancelled", "killed"}
_FOR_ALL = {"", "public", "everyone", "all", "open", "free", "visible", "published", "true", "1", "yes"}
_NOTHING = {"", "false", "0", "no", "none", "null"}  # what programs write into cells for it
_EPOCH = re.compile(r"\d{10}|\d{13}", re.ASCII)  # in seconds, or in milliseconds


def story_of(
    values: Mapping[str, Any],
    terms: Terms,
    *,
    number: int,
    line: int,
    source_text: str,
    warnings: tuple[str, ...] = (),
) -> WireStory:
    """A story of values by the names of `columns.NAMES`. Raises `Unreadable` for one without headline and text."""
    said = {what: value for what, value in values.items() if value not in (None, "", [], {})}
    taken = _taken(said, terms)
    headline = headline_of(_text(said.get("headline")))
    if not headline and not taken.body:
        raise Unreadable("There is neither a headline nor a text.", line=line)
    published, changed = _moment(said.get("published_at"), terms), _moment(said.get("changed_at"), terms)
    standing, doubts = _standing(said, published)
    embargo, embargo_doubts = embargo_of(_text(said["embargo"]) if "embargo" in said else None, terms)
    language, guess = language_for(_text(said.get("language")), f"{headline} {taken.body}", terms)
    external_id, named_by = _name(said)
    dated = (moment.warning for moment in (published, changed) if moment.warning)
    return WireStory(
        number=number,
        line=line,
        source_text=source_text,
        headline=headline or headline_of(taken.body.partition("</p>")[0])[:120],
        published_at=published.at,
        changed_at=changed.at,
        language=language,
        external_id=external_id,
        standing=standing,
        embargo=embargo,
        body=without_headline(taken.body, headline),
        standfirst=standfirst_of(_text(said.get("standfirst")), taken.body),
        pictures=tuple(taken.pictures),
        warnings=(*warnings, *dated, *doubts, *embargo_doubts, *guess, *named_by, *taken.lost),
        **_plain(said),
    )


def _plain(said: Mapping[str, Any]) -> dict[str, Any]:
    """What is taken as it stands: lines, and lists of names."""
    sections = _listed(said.get("section"))
    lines = ("kicker", "place", "credit_line", "search_title", "search_description", "desk_note")
    return {
        **{name: headline_of(_text(said.get(name))) for name in lines},
        "local_time_as_printed": _text(said.get("published_at"))[:200],
        "slug": _text(said.get("slug")),
        "section_label": sections[0] if sections else "",
        "bylines": _bylines(said.get("bylines")),
        "tags": distinct([*_listed(said.get("tags")), *sections[1:]]),
        "old_addresses": distinct([_text(said.get("address"))]),
    }


def _taken(said: Mapping[str, Any], terms: Terms) -> Taken:
    base = _text(said.get("address")) or terms.address
    taken = _body(_text(said.get("body")), base)
    _show(taken, said, base)
    return taken


def _text(value: Any) -> str:
    """A value as text; objects as WordPress's API has them say it under "rendered"."""
    if isinstance(value, dict):
        return _text(value.get("rendered") or value.get("name") or value.get("value"))
    if isinstance(value, list):
        return _text(value[0]) if value else ""
    return text_in(value) if not isinstance(value, bool) else str(value)


def _name(said: Mapping[str, Any]) -> tuple[str, tuple[str, ...]]:
    if named := _text(said.get("external_id")):
        return named, ()
    if address := _text(said.get("address")):
        return address, ("There is no id: the story goes by its address.",)
    return "", ("There is neither an id nor an address: the story goes by its headline and date.",)


def _body(text: str, base: str) -> Taken:
    """HTML, whose paragraphs may be parted by blank lines alone (of editors that add the tags when it is shown), or
    plain text."""
    if not _HTML.search(text):
        return Taken(body=plain_paragraphs(text))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    is_bare = _BLANK_LINE.search(text) and not _PARAGRAPH.search(text)
    return take(with_paragraphs(text) if is_bare else text, base=base)


def _show(taken: Taken, said: Mapping[str, Any], base: str) -> None:
    address = _text(said.get("picture"))
    if not address:
        return
    if not address.startswith(("http://", "https://", "/")) and ":" in address.partition("/")[0]:
        taken.lost.append(f"The picture's address is none that can be followed: {address[:100]}.")
        return
    caption, alternative, credit = (
        headline_of(_text(said.get(name))) for name in ("caption", "alternative", "picture_credit")
    )
    picture = WirePicture(
        address=address_of(address, base), caption=caption, alternative=alternative, credit=credit, is_lead=True
    )
    show_below(taken, [picture])


def _moment(value: Any, terms: Terms) -> Moment:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return epoch(value if abs(value) > 1e11 else value * 1000)  # in milliseconds, or in seconds
    text = _text(value).strip()
    return _moment(int(text), terms) if _EPOCH.fullmatch(text) else read_moment(text, terms)


def _standing(said: Mapping[str, Any], published: Moment) -> tuple[Standing, tuple[str, ...]]:
    """The least public of all that is said: what some readers alone may see is private, whatever its status."""
    standing, doubts = _by_status(said, published)
    if standing is Standing.USABLE and (_is_so(said, "restricted") or _word(said, "visibility") not in _FOR_ALL):
        standing = Standing.PRIVATE
    if standing in (Standing.USABLE, Standing.PRIVATE) and _is_so(said, "draft"):
        standing = Standing.DRAFT
    return standing, doubts


def _is_so(said: Mapping[str, Any], name: str) -> bool:
    return _word(said, name) not in _NOTHING


def _by_status(said: Mapping[str, Any], published: Moment) -> tuple[Standing, tuple[str, ...]]:
    """Without a status, a story that has a date was published by its source, and one that has none was not."""
    word = _word(said, "status")
    if not word:
        return (Standing.USABLE if published.at else Standing.DRAFT), ()
    for words, standing in (
        (_PUBLISHED, Standing.USABLE),
        (_DRAFT, Standing.DRAFT),
        (_PRIVATE, Standing.PRIVATE),
        (_KILLED, Standing.CANCELED),
        ({"withheld"}, Standing.WITHHELD),
    ):
        if word in words:
            return standing, ()
    return Standing.DRAFT, (f"The status “{word[:40]}” is not known: the story was taken for a draft.",)


def _word(said: Mapping[str, Any], name: str) -> str:
    return _text(said.get(name)).strip().casefold()


def _listed(value: Any) -> list[str]:
    """A list as cells have it: JSON, or parted by semicolons or bars; commas only part where nothing else does."""
    if isinstance(value, list):
        return [name for name in (headline_of(_text(part)) for part in value) if name]
    text = _text(value).strip()
    if text.startswith("[") and isinstance(held := _json(text), list):
        return _listed(held)
    parts = re.split(r"[;|؛]", text) if re.search(r"[;|؛]", text) else re.split("[,،]", text)
    return [name for name in map(headline_of, parts) if name]


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _bylines(value: Any) -> tuple[WireByline, ...]:
    names = _listed(value) if isinstance(value, list) or re.search(r"[;|؛\[]", _text(value)) else [_text(value)]
    return tuple(byline for name in names if name and "@" not in name for byline in credited(name))
