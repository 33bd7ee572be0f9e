"""What a wire parser hands over: a story as values, what is no story and why, or what could not be read."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import UTC, datetime
from enum import StrEnum
from html import escape
from typing import Literal

Role = Literal["by", "photos", "translation", "editing", "agency"]


UNSAID = {"is_said": False}  # of a field that is no part of what a story says: it came after digests were kept


class Standing(StrEnum):
    """What its source lets a newsroom do with a story. Whatever it says in words that nobody knows is a draft."""

    USABLE = "usable"
    DRAFT = "draft"  # its source has not published it
    PRIVATE = "private"  # its source shows it to some readers alone
    WITHHELD = "withheld"  # not to be used until its source says so
    CANCELED = "canceled"  # killed: not to be used, and taken back where it was


@dataclass(frozen=True, slots=True)
class Embargo:
    """Not before readers until a moment; without one, until its source lifts it."""

    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class WireByline:
    """A name as printed and what that person did for the story."""

    name: str
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class WirePicture:
    """A picture as its source names it: `address` is absolute, or a path beside the file that speaks of it.

    The body has it as `<figure data-picture="N">`, N being its place among the story's pictures, from 1."""

    address: str
    caption: str = ""
    alternative: str = ""
    credit: str = ""
    copyright_notice: str = ""
    usage_terms: str = ""
    width: int | None = None
    height: int | None = None
    is_lead: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WireComment:
    """What a reader wrote below a story at its source."""

    external_id: str
    name: str
    text: str
    written_at: datetime | None
    is_approved: bool
    email: str = ""
    in_reply_to: str = field(default="", metadata=UNSAID)  # the `external_id` of what it answers


@dataclass(frozen=True, slots=True, kw_only=True)
class WirePerson:
    """Somebody who writes at a source, as it introduces them to readers; `slug` is how it names their page."""

    name: str
    slug: str = ""
    biography: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WireList:
    """A list that its source had the story in: of what `name` names, at absolute `addresses`."""

    kind: Literal["category", "tag", "author"]
    name: str
    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WireStory:
    """One story of a wire file; `number` counts records and `line` lines of the file, both from 1 (0: unknown).

    Moments are aware. `body` is HTML of `articles.bodies`, its pictures numbered as in `pictures`. A source that
    names its stories gives `external_id`, and of two versions the later has the greater `version` or, where that is
    equal or missing, the later `changed_at`; where that is, too, what stood in the later export of its source, at
    `exported_at`. What takes a story back (canceled, withheld) may have no headline.
    """

    number: int
    headline: str
    published_at: datetime | None
    language: str
    source_text: str
    line: int = 0
    external_id: str = ""
    version: int | None = None
    changed_at: datetime | None = None
    exported_at: datetime | None = None
    standing: Standing = Standing.USABLE
    embargo: Embargo | None = None
    expires_at: datetime | None = None  # from then on its source wants it used no longer
    local_time_as_printed: str = ""
    zone: str = ""
    kicker: str = ""
    standfirst: str = ""
    slug: str = ""
    section_label: str = ""
    wider_labels: tuple[str, ...] = ()  # what that lies below at its source, the nearest first
    place: str = ""
    body: str = ""
    bylines: tuple[WireByline, ...] = ()
    tags: tuple[str, ...] = ()
    pictures: tuple[WirePicture, ...] = ()
    comments: tuple[WireComment, ...] = ()
    credit_line: str = ""
    search_title: str = ""
    search_description: str = ""
    old_addresses: tuple[str, ...] = ()  # where its source had it, absolute
    desk_note: str = ""  # for editors alone
    correction: str = ""  # what the source corrected, for readers
    keyword: str = ""  # of wires without ids: what a notice that takes the story back names it by
    warnings: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()  # addresses of the site that the file is an export of
    people: tuple[WirePerson, ...] = ()  # who its bylines name, where the file says more of them
    also_at: tuple[str, ...] = ()  # addresses by which its source would find it, too
    lists: tuple[WireList, ...] = ()
    former_id: str = ""  # what `external_id` was when earlier versions of this newsroom read it

    @property
    def digest(self) -> str:
        """SHA-256 of what the story says: the same for the same story in another charset, line ending or place of
        its file."""
        named = self.former_id or self.external_id
        said = (_said(named if name == "external_id" else getattr(self, name)) for name in SAID)
        addresses = [address.partition("://")[2] or address for address in self.old_addresses]
        return _sha256(*said, _said(tuple(addresses)))


# All but where a record stands, what it looked like there, what else it is called by, where its source sorts it, and
# what our reading of it had to remark; its old addresses count without their scheme, which changes with the site and
# not with the story.
SAID = (
    *("headline", "published_at", "language", "external_id", "version", "changed_at", "standing", "embargo"),
    *("kicker", "standfirst", "slug", "section_label", "place", "body", "bylines", "tags", "pictures", "comments"),
    *("credit_line", "search_title", "search_description", "desk_note", "correction"),
)


@dataclass(frozen=True, slots=True)
class WireSkip:
    """A record that is no story by its nature, such as a menu of a site; `reason` is a sentence for the report."""

    number: int
    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class WirePage(WireSkip):
    """A page of a site that stands for itself, such as its imprint: no story, but it can be read as one."""

    story: WireStory


@dataclass(frozen=True, slots=True)
class WireFailure:
    """A record that should be a story and is none; `reason` is a sentence for an editor, `line` the line that it is
    about."""

    number: int
    line: int
    reason: str
    source_text: str


WireRecord = WireStory | WireSkip | WireFailure


def as_paragraphs(texts: tuple[str, ...]) -> str:
    """Plain paragraphs as escaped HTML, one `<p>` a line."""
    return "\n".join(f"<p>{escape(text, quote=False)}</p>" for text in texts)


def story_key(source: str, language: str, *, at: datetime | None, headline: str) -> str:
    """SHA-256 that names a story of a wire without ids: source, language, instant and headline.

    The headline is compared in NFKC with blanks folded, so another keyboard or line break keeps the key.
    Raises `ValueError` for an instant without a zone.
    """
    return _sha256(source, language, _said(at), " ".join(unicodedata.normalize("NFKC", headline).split()))


def _said(value: object) -> object:
    """A value as JSON has it: texts in NFC, moments in UTC."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, datetime):
        return _instant(value)
    if isinstance(value, tuple):
        return [_said(part) for part in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: _said(getattr(value, one.name)) for one in fields(value) if one.metadata != UNSAID}
    return value


def _instant(at: datetime) -> str:
    if at.tzinfo is None:
        raise ValueError(f"{at.isoformat()} has no time zone, so it names no instant.")
    return at.astimezone(UTC).isoformat()


def _sha256(*parts: object) -> str:
    """Hex digest of the parts as a JSON list, which keeps the borders between them."""
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode(errors="surrogatepass")).hexdigest()
