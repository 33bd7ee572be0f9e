"""RSS 0.9x, 1.0 and 2.0, and Atom 1.0, as feeds in the wild are: often not well-formed, and read all the same."""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import feedparser

from newsroom.wire.bylines import credited
from newsroom.wire.feed_bytes import readable
from newsroom.wire.feed_pictures import offered
from newsroom.wire.foreign_html import Taken, cut, headline_of, plain_paragraphs, standfirst_of, take, without_headline
from newsroom.wire.foreign_pictures import show_below
from newsroom.wire.languages import language_for
from newsroom.wire.moments import Moment, read_moment
from newsroom.wire.notices import distinct
from newsroom.wire.reading import Payload, Terms, Unreadable, as_bytes
from newsroom.wire.records import numbered
from newsroom.wire.stories import WireByline, WireRecord, WireStory

LARGEST = 50_000_000  # bytes
_HEADLINE_FROM_TEXT = 120  # characters
_PLAIN = ("text/plain", "text")
NOTHING = "The feed has no items."
Entry = dict[str, Any]


class _Feed(NamedTuple):
    about: Entry
    shared_ids: frozenset[str]  # that name more than one item, or the site
    warnings: tuple[str, ...]


def read(payload: Payload, terms: Terms) -> Iterator[WireRecord]:
    """Reads every item of a feed, in its order. No bytes raise."""
    feeds: list[_Feed] = []

    def parts() -> Iterator[Entry]:
        feed, entries = _parsed(payload)
        feeds.append(feed)
        yield from entries

    def record(entry: Entry, number: int) -> WireRecord:
        return _story(entry, feeds[0], terms, number=number)

    return numbered(parts(), read=record, shown=_shown, nothing=lambda: NOTHING)


def _parsed(payload: Payload) -> tuple[_Feed, list[Entry]]:
    data, warnings = readable(as_bytes(payload, most=LARGEST))
    found = feedparser.parse(
        io.BytesIO(data),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not found.entries and found.bozo:
        problem = found.get("bozo_exception")
        raise Unreadable(f"The feed cannot be read: {str(problem)[:200]}.", line=_line_of(problem))
    doubts = (f"The feed is not well-formed: {str(found.bozo_exception)[:200]}.",) if found.bozo else ()
    named = Counter(entry.get("id", "") for entry in found.entries)
    shared = {name for name, count in named.items() if count > 1} | {found.feed.get("link", "")}
    return _Feed(dict(found.feed), frozenset(shared), (*warnings, *doubts)), [_plain(entry) for entry in found.entries]


def _plain(entry: Any) -> Entry:
    """An item as it was parsed: feedparser's own mapping says "updated" of what was only published."""
    return {**dict(entry), "enclosures": entry.get("enclosures", [])}


def _line_of(problem: Any) -> int:
    place = getattr(problem, "getLineNumber", None)
    return int(place() or 0) if place else 0


def _story(entry: Entry, feed: _Feed, terms: Terms, *, number: int) -> WireStory:
    base = _text(entry.get("link")) or _text(feed.about.get("link")) or terms.address
    taken = _body(entry, base)
    show_below(taken, offered(entry, base))
    headline = headline_of(_text(entry.get("title"))) or _beginning(taken)
    if not headline:
        raise Unreadable("The item has neither a title nor a text.")
    published, changed = _moments(entry, terms)
    language, guess = language_for(_language_tag(entry, feed), f"{headline} {taken.body}", terms)
    external_id, named_by = _name(entry, feed)
    categories = distinct(_text(tag.get("label")) or _text(tag.get("term")) for tag in entry.get("tags", ()))
    return WireStory(
        number=number,
        headline=headline,
        published_at=published.at or changed.at,
        changed_at=changed.at,
        local_time_as_printed=_text(entry.get("published") or entry.get("updated"))[:200],
        language=language,
        external_id=external_id,
        standfirst=standfirst_of(_summary(entry), taken.body),
        section_label=categories[0] if categories else "",
        body=without_headline(taken.body, headline),
        bylines=_bylines(entry, feed),
        tags=categories,
        pictures=tuple(taken.pictures),
        credit_line=cut(headline_of(_text(entry.get("rights"))), most=300),
        old_addresses=distinct(_addresses(entry)),
        warnings=(
            *feed.warnings,
            *(moment.warning for moment in dict.fromkeys((published, changed)) if moment.warning),
            *guess,
            *named_by,
            *taken.lost,
        ),
        source_text=_shown(entry),
    )


def _name(entry: Entry, feed: _Feed) -> tuple[str, tuple[str, ...]]:
    """What the item goes by: its guid or id byte for byte, else its address; where both name other items or the site
    as well, its headline and date."""
    named = _text(entry.get("id"))
    if named and named not in feed.shared_ids:
        return named, ()
    link = _text(entry.get("link"))
    if link and link not in feed.shared_ids:
        return link, ("The item has no id of its own: it goes by its address.",)
    return "", ("The item has neither an id nor an address of its own: it goes by its headline and date.",)


def _body(entry: Entry, base: str) -> Taken:
    """The longest of what the item has as content, else its description."""
    held = [part for part in entry.get("content", ()) if _text(part.get("value")).strip()]
    part = max(held, key=lambda each: len(each["value"]), default=entry.get("summary_detail") or {})
    value, base = _text(part.get("value")), _text(part.get("base")) or base
    if part.get("type") in _PLAIN and "<" not in value:
        return Taken(body=plain_paragraphs(value))
    return take(value, base=base)


def _summary(entry: Entry) -> str:
    return _text(entry.get("summary")) if entry.get("content") else ""


def _beginning(taken: Taken) -> str:
    return cut(headline_of(taken.body.partition("</p>")[0]), most=_HEADLINE_FROM_TEXT)


def _moments(entry: Entry, terms: Terms) -> tuple[Moment, Moment]:
    """When the item was published and last changed; one that says only one of both says it of both."""
    published, changed = (read_moment(_text(entry.get(name)), terms) for name in ("published", "updated"))
    return (published if published.at or published.warning else changed), changed


def _language_tag(entry: Entry, feed: _Feed) -> str:
    details = (entry.get("title_detail") or {}, entry.get("summary_detail") or {}, *entry.get("content", ()))
    named = (_text(detail.get("language")) for detail in details)
    return next(filter(None, named), "") or _text(entry.get("language")) or _text(feed.about.get("language"))


def _bylines(entry: Entry, feed: _Feed) -> tuple[WireByline, ...]:
    """The authors of the item, else of the feed (RFC 4287, section 4.2.1); addresses of mail name nobody."""
    people = entry.get("authors") or feed.about.get("authors") or ()
    names = (_text(person.get("name")) for person in people if isinstance(person, dict))
    return tuple(byline for name in names if "@" not in name for byline in credited(name))


def _addresses(entry: Entry) -> Iterator[str]:
    yield _text(entry.get("link"))
    yield _text(entry.get("feedburner_origlink"))
    if _text(entry.get("id")).startswith(("http://", "https://")):
        yield _text(entry.get("id"))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _shown(entry: Entry) -> str:
    said = {name: value for name, value in entry.items() if not name.endswith("_parsed")}
    return json.dumps(said, ensure_ascii=False, indent=1, default=str)
