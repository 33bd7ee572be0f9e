"""RSS 0.9x, 1.0 and 2.0, and Atom 1.0, as feeds in the wild are: often not well-formed, and read all the same."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from newsroom.wire.bylines import credited
from newsroom.wire.feed_parsing import Entry, Feed, FeedItem, items_of
from newsroom.wire.feed_pictures import caption_of, left_out, offered
from newsroom.wire.foreign_html import Taken, cut, headline_of, plain_paragraphs, standfirst_of, take, without_headline
from newsroom.wire.foreign_pictures import show_below
from newsroom.wire.languages import ENOUGH, language_beside, language_for
from newsroom.wire.moments import Moment, read_moment, warnings_of
from newsroom.wire.notices import distinct
from newsroom.wire.reading import Payload, Terms, Unreadable
from newsroom.wire.records import numbered
from newsroom.wire.stories import Standing, WireByline, WireRecord, WireSkip, WireStory

_HEADLINE_FROM_TEXT = 120  # characters
_PLAIN = ("text/plain", "text")
_PUBLISHED = ("published", "created", "prism_publicationdate")  # RSS and Atom, Dublin Core, PRISM
_CHANGED = ("updated", "prism_modificationdate")
_TAG = re.compile(r"<[a-zA-Z/!]")
_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")
_KIND = "#kind"  # ends the scheme of what an entry is
_STORIES = ("", "post")
_BEHIND_MAIL = re.compile(r"[\w.-]*\s*\(([^()]+)\)?", re.ASCII)
NOTHING = "The feed has no items."


def read(payload: Payload, terms: Terms) -> Iterator[WireRecord]:
    """Reads every item of a feed, in its order. No bytes raise."""

    def record(item: FeedItem, number: int) -> WireRecord:
        if item.problem:
            raise Unreadable(item.problem)
        if (kind := _kind(item.entry)) not in _STORIES:
            return WireSkip(number, 0, f"An entry of kind “{kind[:40]}”, not a story.")
        return _story(item, terms, number=number)

    return numbered(items_of(payload), read=record, shown=lambda item: _shown(item.entry), nothing=lambda: NOTHING)


def _story(item: FeedItem, terms: Terms, *, number: int) -> WireStory:
    entry, feed = item.entry, item.feed
    base = _text(entry.get("link")) or _text(feed.about.get("link")) or terms.address
    taken = _body(entry, base, is_atom=feed.is_atom)
    show_below(taken, offered(entry, base))
    headline = headline_of(_text(entry.get("title"))) or _beginning(taken)
    if not headline:
        raise Unreadable("The item has neither a title nor a text.")
    published, changed = _moments(entry, terms)
    language, guess = _language(entry, feed, f"{headline} {taken.body[:ENOUGH]}", terms)
    external_id, named_by = _name(entry, feed)
    told = (*item.warnings, *warnings_of(published, changed), *guess, *named_by)
    categories = distinct(_text(tag.get("label")) or _text(tag.get("term")) for tag in _tags(entry))
    return WireStory(
        number=number,
        headline=headline,
        published_at=published.at or changed.at,
        changed_at=changed.at,
        expires_at=read_moment(_text(entry.get("expired")), terms).at,
        local_time_as_printed=_first(entry, (*_PUBLISHED, *_CHANGED))[:200],
        language=language,
        external_id=external_id,
        standing=Standing.DRAFT if _is_draft(entry) else Standing.USABLE,
        former_id=_text(entry.get("id")) if external_id == entry.get("id_as_it_stands") else "",
        standfirst=standfirst_of(_summary(entry), taken.body),
        section_label=categories[0] if categories else "",
        body=without_headline(taken.body, headline),
        bylines=_bylines(entry, feed),
        tags=categories,
        pictures=tuple(taken.pictures),
        credit_line=_credit_line(entry),
        old_addresses=distinct(_addresses(entry)),
        warnings=(*told, *_without_text(entry), *left_out(entry), *taken.lost),
        source_text=_shown(entry),
    )


def _tags(entry: Entry) -> list[Entry]:
    return [tag for tag in entry.get("tags", ()) if not _text(tag.get("scheme")).endswith(_KIND)]


def _kind(entry: Entry) -> str:
    """What an entry of a whole blog is, as Blogger has it; "" in all other feeds."""
    kinds = (_text(tag.get("term")) for tag in entry.get("tags", ()) if _text(tag.get("scheme")).endswith(_KIND))
    return next(kinds, "").rpartition("#")[2]


def _is_draft(entry: Entry) -> bool:
    """Whether its source has not published it (RFC 5023, section 13.1.1), by whatever prefix that is said."""
    said = (_text(value) for name, value in entry.items() if name.endswith("_draft"))
    return any(value.strip().lower() in ("yes", "true") for value in said)


def _name(entry: Entry, feed: Feed) -> tuple[str, tuple[str, ...]]:
    """What the item goes by: its guid or id byte for byte, else its address; where both name other items or the site
    as well, its headline and date."""
    named = _text(entry.get("id_as_it_stands")) or _text(entry.get("id"))
    if named and named not in feed.shared_ids:
        return named, ()
    link = _text(entry.get("link"))
    if link and link not in feed.shared_ids:
        return link, ("The item has no id of its own: it goes by its address.",)
    return "", ("The item has neither an id nor an address of its own: it goes by its headline and date.",)


def _body(entry: Entry, base: str, *, is_atom: bool) -> Taken:
    """The longest of what the item has as content, else its description, else that of its picture or film."""
    held = [part for part in entry.get("content", ()) if _text(part.get("value")).strip() and _is_text(part)]
    described = entry.get("summary_detail") or {"type": "text/plain", "value": caption_of(entry)}
    part = max(held, key=lambda each: len(each["value"]), default=described)
    value, base = _text(part.get("value")), _text(part.get("base")) or base
    if part.get("type") in _PLAIN and (is_atom or "<" not in value):
        return Taken(body=plain_paragraphs(value))
    return take(_parted(value), base=base)


def _parted(text: str) -> str:
    """HTML without a single tag has paragraphs where lines are blank."""
    parts = _BLANK_LINES.split(text.strip().replace("\r\n", "\n"))
    return "".join(f"<p>{part}</p>" for part in parts) if len(parts) > 1 and not _TAG.search(text) else text


def _is_text(part: Entry) -> bool:
    return _text(part.get("type")).startswith("text") or _text(part.get("type")) in ("", "application/xhtml+xml")


def _without_text(entry: Entry) -> tuple[str, ...]:
    """What a content is whose words are not in the feed, by its kind or because it lies elsewhere."""
    parts = [part for part in entry.get("content", ()) if not _is_text(part) or part.get("src")]
    named = distinct(headline_of(_text(part.get("src")) or _text(part.get("type")))[:300] for part in parts)
    return tuple(f"The content is not in the feed as text: {name}." for name in named)


def _summary(entry: Entry) -> str:
    """The description of an item that has content as well; the parser takes that for one where there is none."""
    said = _text(entry.get("summary"))
    contents = [_text(part.get("value")) for part in entry.get("content", ())]
    return said if contents and said not in contents else ""


def _beginning(taken: Taken) -> str:
    return cut(headline_of(taken.body.partition("</p>")[0]), most=_HEADLINE_FROM_TEXT)


def _moments(entry: Entry, terms: Terms) -> tuple[Moment, Moment]:
    """When the item was published and last changed; one that says only one of both says it of both."""
    published, changed = (read_moment(_first(entry, names), terms) for names in (_PUBLISHED, _CHANGED))
    return (published if published.at or published.warning else changed), changed


def _first(entry: Entry, names: tuple[str, ...]) -> str:
    return next((text for name in names if (text := _text(entry.get(name)))), "")


def _credit_line(entry: Entry) -> str:
    """Its rights, else the feed that it was in before this one."""
    return cut(headline_of(_text(entry.get("rights")) or _text(_former(entry).get("title"))), most=300)


def _former(entry: Entry) -> Entry:
    """What is said of the feed that it was taken from into this one."""
    former = entry.get("source")
    return former if isinstance(former, dict) else {}


def _language(entry: Entry, feed: Feed, text: str, terms: Terms) -> tuple[str, tuple[str, ...]]:
    """That of the item, where it names another than its feed, which has that of its site's desk."""
    tag = _language_tag(entry, feed)
    is_of_feed = tag == _text(feed.about.get("language"))
    return language_beside(tag, text, terms) if is_of_feed else language_for(tag, text, terms)


def _language_tag(entry: Entry, feed: Feed) -> str:
    details = (entry.get("title_detail") or {}, entry.get("summary_detail") or {}, *entry.get("content", ()))
    named = (_text(detail.get("language")) for detail in details)
    return next(filter(None, named), "") or _text(entry.get("language")) or _text(feed.about.get("language"))


def _bylines(entry: Entry, feed: Feed) -> tuple[WireByline, ...]:
    """The authors of the item, else of the feed that it was taken from, else of this one (RFC 4287, section 4.2.1);
    addresses of mail name nobody."""
    people = entry.get("authors") or _former(entry).get("authors") or feed.about.get("authors") or ()
    raw = _text(entry.get("author"))
    names = (_without_mail(person, raw) for person in people if isinstance(person, dict))
    return tuple(byline for name in names if "@" not in name for byline in credited(name))


def _without_mail(person: Entry, raw: str) -> str:
    """A name without an address of mail, of which the parser leaves the end where that is longer than it expects."""
    name, mail = _text(person.get("name")), _text(person.get("email"))
    if behind := _BEHIND_MAIL.fullmatch(name):
        return behind[1]
    return "" if mail and f"{mail}{name}" == raw else name


def _addresses(entry: Entry) -> Iterator[str]:
    for name in ("link", "feedburner_origlink", "id"):
        if _text(entry.get(name)).startswith(("http://", "https://")):
            yield _text(entry.get(name))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _shown(entry: Entry) -> str:
    said = {name: value for name, value in entry.items() if not name.endswith("_parsed")}
    return json.dumps(said, ensure_ascii=False, indent=1, default=str)
