"""Words by which wires of plain text say that a story is killed, held, embargoed or corrected. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from newsroom.wire.notices import CORRECTED, NOTICES
from newsroom.wire.reading import Payload
from newsroom.wire.records import numbered
from newsroom.wire.stories import Embargo, Standing, WireRecord
from newsroom.wire.wire_messages import RawMessage, raw_messages, shown

# In capitals at the head of a line, or in the words of a desk: "Hunters kill three wolves" is a headline.
_KILL = re.compile(
    r"(?:^|[-–—\s])KILL(?:ED|S)?(?:[-–—:,\s.!]|$)|(?i:\b(?:mandatory|bulletin) kill\b|\bkill (?:this|the) story\b)"
    r"|^(?:WITHDRAWN?|WITHDRAWAL|STORNO|STORNIERUNG|ZURÜCKGEZOGEN)\b"
)
_HOLD = re.compile(r"^(?:WITHHELD|WITHHOLD)\b|(?i:\b(?:mandatory|bulletin) withhold\b|\bwithhold (?:this|the) story\b)")
_EMBARGO = re.compile(r"(?i:\bembargo(?:ed)?\b|\bhold for release\b|\bnot for release\b|\bsperrfrist\b)")
_CORRECTION = re.compile(r"(?:^|[-–—,\s])(?i:correction|corrective|corrected)\b|^(?:CORRECTS|BERICHTIGUNG|KORREKTUR)\b")
_MARKS_OF_SLUGS = re.compile(r"\b(?:BC|KILL|WITHHOLD)\b|[\W_]+")
_REGION = re.compile(r"^.*--")  # "BC-ML--Ferries": a notice has a code of its own there
_LEADS = re.compile(
    r"\b(?:\d+ ?(?:ST|ND|RD|TH) )?(?:LD|LEAD|ADD|TAKE|SUB|UPDATE)\b(?: ?\d+)?"
    r"|\b(?:WRITETHRU|URGENT|EIL|REPEAT|REFILE|ADVISORY)\b"
)
_UNTIL = "The story is embargoed; until when was not read from the words: it holds until it is lifted."


class Signs(NamedTuple):
    standing: Standing
    embargo: Embargo | None
    correction: str
    warnings: tuple[str, ...]


def signs_in(lines: Iterable[str]) -> Signs:
    """What the lines above a text say: what is the least public wins."""
    said = [line[:500] for line in lines]
    standing = Standing.USABLE
    if any(_HOLD.search(line) for line in said):
        standing = Standing.WITHHELD
    if any(_KILL.search(line) for line in said):
        standing = Standing.CANCELED
    is_embargoed = any(_EMBARGO.search(line) for line in said)
    return Signs(
        standing=standing,
        embargo=Embargo() if is_embargoed else None,
        correction=CORRECTED if any(_CORRECTION.search(line) for line in said) else "",
        warnings=(_UNTIL,) if is_embargoed else (),
    )


def keyword_of(slug: str) -> str:
    """What the takes and leads of one story share with the notice that kills them: the slug without what tells them
    apart."""
    words = " ".join(_MARKS_OF_SLUGS.sub(" ", _REGION.sub("", slug.upper())).split())
    return " ".join(_LEADS.sub(" ", words).split())[:200]


class Slugs:
    """Which message of a file had a slug last: a kill has a number of its own and names its story by the slug alone."""

    def __init__(self) -> None:
        self._ids: dict[str, str] = {}

    def id_of(self, slug: str, *, own: str, standing: Standing) -> str:
        """The id of what a message takes back, where that came before it in the file; else its own."""
        key = " ".join(_MARKS_OF_SLUGS.sub(" ", slug.upper()).split())
        if standing in NOTICES:
            return self._ids.get(key) or own
        if key and own:
            self._ids[key] = own
        return own


def stories_in(payload: Payload, *, story: Callable[[RawMessage, int, Slugs], WireRecord]) -> Iterator[WireRecord]:
    """Reads each message of a file; what one takes back may have come before it in the same file. No bytes raise."""
    slugs = Slugs()

    def record(raw: RawMessage, number: int) -> WireRecord:
        return story(raw, number, slugs)

    return numbered(raw_messages(payload), read=record, shown=shown)
