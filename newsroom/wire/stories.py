"""What a wire parser hands over: a story as values, or the record that could not be read and why."""

import hashlib
import json
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from typing import Literal

Role = Literal["by", "photos", "translation", "editing"]


@dataclass(frozen=True, slots=True)
class WireByline:
    """A name as printed and what that person did for the story."""

    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class WireStory:
    """One story of a wire file; `number` counts records and `line` lines of the file, both from 1."""

    number: int
    line: int
    headline: str
    published_at: datetime
    local_time_as_printed: str
    zone: str
    language: str
    section_label: str
    bylines: tuple[WireByline, ...]
    tags: tuple[str, ...]
    place: str
    paragraphs: tuple[str, ...]
    warnings: tuple[str, ...]
    source_text: str

    @property
    def body_html(self) -> str:
        """The paragraphs as escaped HTML, one `<p>` a line."""
        return "\n".join(f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in self.paragraphs)

    @property
    def digest(self) -> str:
        """SHA-256 of what the story says: the same for the same story in another charset or line ending."""
        return _sha256(
            unicodedata.normalize("NFC", self.headline),
            _instant(self.published_at),
            self.section_label,
            [[byline.name, byline.role] for byline in self.bylines],
            self.tags,
            [unicodedata.normalize("NFC", paragraph) for paragraph in self.paragraphs],
        )


@dataclass(frozen=True, slots=True)
class WireFailure:
    """A record that is no story; `reason` is a sentence for an editor, `line` the line it is about."""

    number: int
    line: int
    reason: str
    source_text: str


def story_key(source: str, language: str, *, at: datetime, headline: str) -> str:
    """SHA-256 that names a story of a wire without ids: source, language, instant and headline.

    The headline is compared in NFKC with blanks folded, so another keyboard or line break keeps the key.
    Raises `ValueError` for an instant without a zone.
    """
    return _sha256(source, language, _instant(at), " ".join(unicodedata.normalize("NFKC", headline).split()))


def _instant(at: datetime) -> str:
    if at.tzinfo is None:
        raise ValueError(f"{at.isoformat()} has no time zone, so it names no instant.")
    return at.astimezone(UTC).isoformat()


def _sha256(*parts: object) -> str:
    """Hex digest of the parts as a JSON list, which keeps the borders between them."""
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()
