"""A feed and its entries as values: what Atom and RSS both say, each in its own words. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings

from articles.paths import absolute
from newsroom.pages.credited import Credited

NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # when a feed without entries was updated: it has to say something that stays


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One story or correction. `id` stays whatever becomes of it; `content` is HTML with absolute addresses."""

    id: str
    path: str
    title: str
    summary: str = ""
    content: str
    published_at: datetime
    updated_at: datetime
    authors: Sequence[Credited] = ()
    contributors: Sequence[Credited] = ()
    categories: Sequence[tuple[str, str]] = ()  # slug and name
    picture: Mapping | None = None  # a rendition
    alternative: str = ""
    picture_credit: str = ""

    @property
    def address(self) -> str:
        return absolute(self.path)

    @property
    def picture_address(self) -> str:
        return absolute(f"/media/{self.picture['name']}") if self.picture else ""


@dataclass(frozen=True, kw_only=True)
class Feed:
    """What belongs to a page (`page_path`), newest first, in that page's language. `updated_at` is when its newest
    entry was: never the moment of a request, so that its ETag stays."""

    path: str
    page_path: str
    title: str
    description: str
    language: str
    updated_at: datetime = NEVER
    entries: Sequence[bytes] = ()  # as a form of feed has them
    is_archived: bool = False  # whole and for ever: nothing is added to it (RFC 5005)
    others: Mapping[str, str] = field(default_factory=dict)  # addresses of feeds that it goes on in, by relation

    @property
    def address(self) -> str:
        return absolute(self.path)

    @property
    def page_address(self) -> str:
        return absolute(self.page_path)


def entry_id(kind: str, key: int, *, since: datetime) -> str:
    """Return a name that is this thing's for ever, wherever it moves: a tag URI (RFC 4151)."""
    authority = settings.FEED_AUTHORITY or urlsplit(settings.SITE_URL).hostname
    return f"tag:{authority},{since.astimezone(UTC):%Y-%m-%d}:{kind}/{key}"
