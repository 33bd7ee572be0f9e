"""ANPA 1312: messages of American agencies in plain text, several to a file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from articles.texts import clean_line
from newsroom.wire.bylines import agency_in, place_in
from newsroom.wire.foreign_html import headline_of
from newsroom.wire.formats.anpa_copy import Copy, read_copy
from newsroom.wire.languages import language_for
from newsroom.wire.moments import read_moment
from newsroom.wire.notices import desk_note, needed
from newsroom.wire.reading import Payload, Terms, Unreadable
from newsroom.wire.stories import WireRecord, WireStory
from newsroom.wire.wire_messages import RawMessage, Sent, opened, shown
from newsroom.wire.wire_signs import Slugs, keyword_of, signs_in, stories_in

_HEAD = re.compile(
    r"(?P<service>[A-Za-z])(?P<number>\d{4})[\s-]*(?P<selector>[\w-]{0,20})\s+(?P<priority>[A-Za-z])\s+"
    r"(?P<category>[A-Za-z])\s+(?P<keyword>\S[^\n]{0,60}?)\s+\d\d?-\d\d?\s+\d{1,5}\b",
    re.ASCII,
)
_SENT = re.compile(
    r"[A-Z]{2,5}-[A-Z]{1,4}-(?P<month>\d\d)-(?P<day>\d\d)-(?P<year>\d\d)\s+(?P<hour>\d\d)(?P<minute>\d\d)"
    r"\s*(?P<zone>[A-Z]{1,4})?\s*<?",
    re.ASCII,
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SECTIONS = {
    **{"e": "Culture", "f": "Economy", "i": "World", "l": "Lifestyle", "o": "Weather", "p": "Politics"},
    **{"q": "Sport", "s": "Sport", "w": "Politics"},
}


def read(payload: Payload, terms: Terms) -> Iterator[WireRecord]:
    """Reads each message of a file. No bytes raise."""
    return stories_in(payload, story=lambda raw, number, slugs: _story(raw, terms, number, slugs))


def _story(raw: RawMessage, terms: Terms, number: int, slugs: Slugs) -> WireStory:
    message = opened(raw)
    head = _HEAD.match(" \n".join(message.head).strip()[:500])
    if not head:
        raise Unreadable(
            "The message has no head of ANPA 1312 (service and number, priority, category, slug).", line=raw.line
        )
    sent, lines = _sent(message.text + message.tail, terms)
    copy = read_copy(lines)
    keyword = clean_line(head["keyword"])
    signs = signs_in((keyword, copy.slug, copy.headline, *copy.notes))
    headline = needed(copy.headline or _opening(copy), signs.standing, what="message", line=raw.line)
    language, guess = language_for("", f"{headline} {copy.opening}", terms)
    return WireStory(
        number=number,
        line=raw.line,
        headline=headline,
        published_at=sent.at,
        changed_at=sent.at,
        local_time_as_printed=sent.as_printed,
        language=language,
        external_id=slugs.id_of(copy.slug or keyword, own=_id(head, sent.at), standing=signs.standing),
        standing=signs.standing,
        embargo=signs.embargo,
        standfirst=copy.standfirst,
        section_label=_SECTIONS.get(head["category"].lower(), ""),
        place=place_in(copy.opening),
        body=copy.body,
        bylines=copy.bylines,
        credit_line=agency_in(copy.opening),
        desk_note=_note(head, copy),
        correction=signs.correction,
        keyword=keyword_of(copy.slug or keyword),
        warnings=(*message.warnings, *signs.warnings, *((sent.warning,) if sent.warning else ()), *guess),
        source_text=shown(raw),
    )


def _note(head: re.Match[str], copy: Copy) -> str:
    return desk_note(
        *(("", note) for note in copy.notes),
        ("Slug", copy.slug or clean_line(head["keyword"])),
        ("Priority", head["priority"]),
        ("Category", head["category"]),
    )


def _opening(copy: Copy) -> str:
    """The first paragraph without its place, where a message has no headline of its own."""
    return headline_of(re.sub(r"^[^()]{1,60} \([^()]{1,30}\) [-–—] ", "", copy.opening))


def _sent(lines: list[str], terms: Terms) -> tuple[Sent, list[str]]:
    """When it was sent, as its last line says, and the lines without it. The date in the head has no year."""
    for place in range(len(lines) - 1, -1, -1):
        if found := _SENT.fullmatch(lines[place].strip()):
            return _moment(found, terms), lines[:place] + lines[place + 1 :]
    return Sent(None, "The message does not say when it was sent: the story needs a date."), lines


def _moment(found: re.Match[str], terms: Terms) -> Sent:
    month = int(found["month"])
    name = _MONTHS[month - 1] if 0 < month <= 12 else found["month"]
    text = f"{found['day']} {name} {found['year']} {found['hour']}:{found['minute']}:00 {found['zone'] or ''}"
    return Sent(*read_moment(text, terms), found[0].strip(" <"))


def _id(head: re.Match[str], at: datetime | None) -> str:
    """Numbers begin anew each day: without the day they name nothing."""
    return f"{head['service']}{head['number']}:{at:%Y-%m-%d}" if at else ""
