"""The newsroom's own plain wire text: section, dateline, headline, bylines, paragraphs, tags, trailer."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from newsroom.wire.charsets import Decoded, UnreadableText, decode, printable
from newsroom.wire.datelines import (
    EXAMPLE,
    LONGEST_DATELINE,
    Dateline,
    ImpossibleDateline,
    UnreadableDateline,
    fold_words,
    has_dateline_shape,
    known_zone,
    quoted,
    read_dateline,
)
from newsroom.wire.stories import Role, WireByline, WireFailure, WireStory

LARGEST_FILE = 5_000_000  # bytes
LONGEST_LINE = 100_000  # characters
_LONGEST_BYLINE = 160  # characters; a longer line is a paragraph
_KEPT_OF_UNREADABLE = 2_000  # bytes kept of a file that is not text, enough to recognise it

_LINE_ENDS = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_INVISIBLE = re.compile("[\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069]")
_TRAILERS = frozenset(map(fold_words, ("Share your opinion", "شارك برأيك")))
_TAGS = re.compile(r"(tags|وسوم|الوسوم)\s*(?::\s*(?P<tags>.*))?", re.IGNORECASE)
_ROLES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("photos", re.compile(r"(?:(?:photos?|photography|pictures) by\b:?|(?:photos?|pictures|صور):|تصوير\b:?)")),
    ("translation", re.compile(r"(?:translat(?:ed|ion) by\b:?|translation:|ترجمة\b:?)")),
    ("editing", re.compile(r"(?:edit(?:ed|ing) by\b:?|editing:|تحرير\b:?)")),
    ("by", re.compile(r"(?:(?:(?:opinion|analysis|report|reporting|story|words) )?by\b:?|written by\b:?)")),
    ("by", re.compile(r"(?:بقلم\b:?|(?:كتب|كتبت|إعداد|اعداد):)")),
)
_JOINED = re.compile(r"\s*[,،;؛&]\s*(?:and\s+|و(?=\s))?|\s+and\s+|\s+و\s+", re.IGNORECASE)
_ATTACHED_AND = re.compile(r"(?<=\S)\s+و(?=\S)")
# Given names that begin with waw, which is also "and" when written on to the next word.
_WAW_NAMES = frozenset("وائل وجدي وجيه وحيد وداد وديع ورد وردة وسام وسيم وصال وصفي وضاح وفاء وفيق ولاء وليد وئام".split())
_PARTICLES = frozenset("al el bin ibn bint abu umm de da di del van von der den la le".split())
_PLACE = re.compile(
    r"(?P<upper>[A-Z][A-Z.'’ -]{1,38}[A-Z](?:, [A-Z][\w. ]{1,30})?)(?: \([^()]{1,30}\))? [-–—] "
    r"|(?P<agency>[^\W\d_][^\d()،,.:]{1,38}?) \([^()]{1,30}\) ?[-–—] "
)
_ARABIC_LETTERS = re.compile("[\u0620-\u064a\u066e-\u06d3\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")
_LATIN_LETTERS = re.compile("[A-Za-z\u00c0-\u024f]")


class Line(NamedTuple):
    """A line with something on it: its number in the file from 1, and its text with blanks folded."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Terms:
    """How a newsroom reads its wire: the zone of an unlabelled time and the labels of that zone."""

    zone: str
    zone_labels: Collection[str]
    override: str | None
    language: str | None


class Unfinished(ValueError):
    """A record that is no story; `line` is the number of the line to look at."""

    def __init__(self, reason: str, *, line: int) -> None:
        super().__init__(reason)
        self.line = line


@dataclass(slots=True)
class Copy:
    """What stands between headline and trailer."""

    bylines: tuple[WireByline, ...] = ()
    tags: tuple[str, ...] = ()
    paragraphs: list[Line] = field(default_factory=list)
    warnings: tuple[str, ...] = ()


def read(
    payload: bytes,
    *,
    zone: str,
    zone_labels: Collection[str],
    override: str | None = None,
    language: str | None = None,
) -> Iterator[WireStory | WireFailure]:
    """Read every record of a file, in order; no bytes raise, a bad record is a `WireFailure`.

    `zone` is the newsroom's, `zone_labels` the words that stand for it, `override` a zone that wins over
    any label; `language` is taken from the letters when not given. Raises `UnknownZone` at once when a zone
    does not exist, before any record.
    """
    known_zone(zone)
    if override:
        known_zone(override)
    return _records(payload, Terms(zone, zone_labels, override, language))


def _records(payload: bytes, terms: Terms) -> Iterator[WireStory | WireFailure]:
    try:
        decoded = _text_of(payload)
    except Unfinished as refusal:
        kept = payload[:_KEPT_OF_UNREADABLE].decode("utf-8", "backslashreplace")
        yield WireFailure(1, refusal.line, str(refusal), printable(kept))
        return
    rows = _LINE_ENDS.split(decoded.text)
    lines = [Line(number, text) for number, row in enumerate(rows, start=1) if (text := _cleaned(row))]
    start, number = 0, 1
    while start < len(lines):
        found = _find_dateline(lines[start : start + 3], terms)
        body_end, record_end = _find_end(lines, start, headline_at=found.headline_at)
        record = lines[start:record_end]
        source_text = printable("\n".join(rows[record[0].number - 1 : record[-1].number]))
        yield _record(found, lines[start:body_end], terms=terms, number=number, decoded=decoded, source_text=source_text)
        start, number = record_end, number + 1
