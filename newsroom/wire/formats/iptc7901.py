"""IPTC 7901: messages of European agencies in plain text, several to a file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from articles.texts import clean_line
from newsroom.wire.bylines import agency_in, bylines_in, credited, place_in
from newsroom.wire.languages import language_for
from newsroom.wire.moments import read_moment
from newsroom.wire.notices import desk_note, distinct, needed
from newsroom.wire.reading import Payload, Terms, Unreadable
from newsroom.wire.stories import WireByline, WireRecord, WireStory, as_paragraphs
from newsroom.wire.wire_messages import Message, RawMessage, Sent, opened, shown
from newsroom.wire.wire_signs import Signs, Slugs, keyword_of, signs_in, stories_in

_HEAD = re.compile(
    r"(?P<service>[A-Za-z]{1,6})(?P<number>\d{1,6})\s+(?P<priority>\d)\s+(?P<category>[A-Za-z]{1,4})\b\s*(?P<words>\d*)",
    re.ASCII,
)
_SENT = re.compile(
    r"(?P<day>\d\d)(?P<hour>\d\d)(?P<minute>\d\d)(?:\s*(?P<zone>[A-Z]{1,5}))?\s+(?P<month>[A-Za-z]{3})\s+(?P<year>\d{2,4})",
    re.ASCII,
)
_SECTIONS = {"i": "World", "p": "Politics", "s": "Sport", "w": "Economy", "f": "Economy", "k": "Culture"}
_MARKER = re.compile(r"[A-Z0-9ÄÖÜ][A-Z0-9ÄÖÜ .:-]{1,40}|\d+(?:st|nd|rd|th) lead", re.IGNORECASE)
_MARKER_WORDS = re.compile(
    r"\b(?:LEAD|REFILE|UPDATE|URGENT|ADVISORY|REPEAT|KILL|WITHDR|WITHH|EMBARGO|CORRECT|BERICHTIGUNG|KORREKTUR|EIL)"
)
_PRIVATE = re.compile(
    r"#\s*(?:notebook|notizblock)\b|.*\bnot intended for publication\b|.*nicht zur ver", re.IGNORECASE
)
_STARS = re.compile(r"\*(?:\s?\*){2,}")
_SET_IN = re.compile(r"\n(?=(?: {2,}|\t)\S)")
_FLUSH = re.compile(r"\n\S")
_SIGNED = re.compile(r"[a-z]{2,6}(?: [a-z]{2,3}){1,8}")
_NAME = r"[^\W\d_a-z][\w.'’-]{0,30}"
_SIGNATURE = re.compile(  # two or more words that could stand in a name, and perhaps the agency
    rf"(?P<people>(?:Von|Par|Por|Di|Door|Av|Af) {_NAME}(?: (?:(?:von|van|de|der|den|und|et|en|y|e) )?{_NAME}){{1,5}})"
    r"(?:,? [(/]?[\w-]{2,20}\)?)?"
)
_AND = re.compile(" (?:und|et|en|y|e) ")
_LONGEST_TOP = 12  # lines of headline and bylines


class _Top(NamedTuple):
    """What stands above a text, and the lines below it."""

    slug: str
    markers: list[str]
    headline: str
    bylines: tuple[WireByline, ...]
    rest: list[str]


def read(payload: Payload, terms: Terms) -> Iterator[WireRecord]:
    """Reads each message of a file. No bytes raise."""
    return stories_in(payload, story=lambda raw, number, slugs: _story(raw, terms, number, slugs))


def _story(raw: RawMessage, terms: Terms, number: int, slugs: Slugs) -> WireStory:
    message = opened(raw)
    heads = [line for line in map(str.strip, message.head) if line]
    head = _HEAD.match(heads[0]) if heads else None
    if not head:
        raise Unreadable(
            "The message has no head of IPTC 7901 (service and number, priority, category).", line=raw.line
        )
    sent, lines = _sent(message, terms)
    top = _top(heads[1:], lines)
    paragraphs, private = _paragraphs(top.rest)
    signs = signs_in((top.slug, *top.markers, top.headline))
    opening = paragraphs[0] if paragraphs else ""
    headline = needed(top.headline or opening, signs.standing, what="message", line=raw.line)
    language, guess = language_for("", f"{headline} {' '.join(paragraphs)}", terms)
    return WireStory(
        number=number,
        line=raw.line,
        headline=headline,
        published_at=sent.at,
        changed_at=sent.at,
        local_time_as_printed=sent.as_printed,
        language=language,
        external_id=slugs.id_of(top.slug, own=_id(head, sent.at), standing=signs.standing),
        standing=signs.standing,
        embargo=signs.embargo,
        section_label=_SECTIONS.get(head["category"].lower(), ""),
        place=place_in(opening),
        body=as_paragraphs(tuple(paragraphs)),
        bylines=top.bylines,
        tags=distinct(top.slug.split("/")) if "/" in top.slug else (),
        credit_line=agency_in(opening),
        desk_note=_note(head, top, private),
        correction=signs.correction,
        keyword=keyword_of(top.slug),
        warnings=(*message.warnings, *_told(signs, sent), *guess),
        source_text=shown(raw),
    )


def _note(head: re.Match[str], top: _Top, private: list[str]) -> str:
    return desk_note(
        ("", " / ".join(top.markers)),
        ("Slug", top.slug),
        ("Priority", head["priority"]),
        ("Category", head["category"]),
        ("", "\n".join(private)),
    )


def _sent(message: Message, terms: Terms) -> tuple[Sent, list[str]]:
    """When it was sent, as it says below its text, and the text without that line."""
    for line in message.tail:
        if found := _SENT.search(line):
            return _moment(found, terms), message.text
    for place in range(len(message.text) - 1, -1, -1):
        if line := message.text[place].strip():
            found = _SENT.fullmatch(line)
            return (_moment(found, terms), message.text[:place]) if found else (_undated(), message.text)
    return _undated(), message.text


def _moment(found: re.Match[str], terms: Terms) -> Sent:
    zone = found["zone"] or ""
    text = f"{found['day']} {found['month']} {found['year']} {found['hour']}:{found['minute']}:00 {zone}"
    return Sent(*read_moment(text, terms), found[0].strip(" <"))


def _undated() -> Sent:
    return Sent(None, "The message does not say when it was sent: the story needs a date.")


def _id(head: re.Match[str], at: datetime | None) -> str:
    """Numbers begin anew each day: without the day they name nothing."""
    return f"{head['service']}{head['number']}:{at:%Y-%m-%d}" if at else ""


def _top(slugs: list[str], lines: list[str]) -> _Top:
    slug = clean_line(" ".join(slugs))
    end = next((place for place, line in enumerate(lines[:40]) if line.rstrip().endswith("=")), None)
    if end is None:
        end = _first_block(lines)
    above = [line for line in (clean_line(line.rstrip(" =")) for line in lines[: end + 1]) if line]
    if len(above) > _LONGEST_TOP:
        above, end = [], -1
    if not slug and above and above[0].endswith("/"):
        slug = above.pop(0)
    markers = [
        line for line in above if _MARKER.fullmatch(line) and _MARKER_WORDS.search(line.upper()) and line.isupper()
    ]
    signed = {line: found for number, line in enumerate(above) if (found := _bylines(line, is_first=not number))}
    bylines = tuple(byline for found in signed.values() for byline in found)
    headline = " ".join(line for line in above if line not in markers and line not in signed)
    return _Top(slug, markers, headline, bylines, lines[end + 1 :])


def _bylines(line: str, *, is_first: bool) -> tuple[WireByline, ...]:
    """In other languages than English and Arabic below a headline alone: "Von Tokio nach Berlin" is one."""
    if found := bylines_in(line):
        return tuple(found)
    signed = None if is_first else _SIGNATURE.fullmatch(line)
    return credited(_AND.sub(", ", signed["people"])) if signed else ()


def _first_block(lines: list[str]) -> int:
    """Where the first lines that are not blank end."""
    start = next((place for place, line in enumerate(lines) if line.strip()), len(lines))
    return next((place for place in range(start, len(lines)) if not lines[place].strip()), len(lines)) - 1


def _paragraphs(lines: list[str]) -> tuple[list[str], list[str]]:
    """Paragraphs for readers, and lines for editors alone: those below the agency's own mark, and who signed."""
    start = next((place for place, line in enumerate(lines) if _PRIVATE.match(line.strip())), len(lines))
    private = [line for line in map(clean_line, lines[start:]) if line]
    blocks = "\n".join(line.rstrip() for line in lines[:start]).split("\n\n")
    parts = [part for block in blocks for part in _parted(block)]
    paragraphs = [line for part in parts if (line := clean_line(part)) and not _STARS.fullmatch(line)]
    if len(paragraphs) > 1 and _SIGNED.fullmatch(paragraphs[-1]):
        private.append(paragraphs.pop())
    return paragraphs, private


def _parted(block: str) -> list[str]:
    """The paragraphs of lines that no blank one parts: some agencies set their first lines in."""
    block = block.strip("\n")
    is_set_in = block.startswith(("  ", "\t")) and _FLUSH.search(block)
    return _SET_IN.split(block) if is_set_in else [block]


def _told(signs: Signs, sent: Sent) -> Iterator[str]:
    yield from signs.warnings
    if sent.warning:
        yield sent.warning
