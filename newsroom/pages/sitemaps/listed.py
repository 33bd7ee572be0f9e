"""An address as a sitemap lists it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from newsroom.pages.frame import hreflang

PER_FILE = 10_000  # the protocol allows 50,000 and 50 MB; each of ours carries its address in every language


class Listed(NamedTuple):
    """A path, the same page's path in each language that it exists in, and when its content changed."""

    path: str
    versions: Mapping[str, str]
    changed_at: datetime | None = None

    @property
    def alternates(self) -> list[tuple[str, str]]:
        """What the page's own hreflang says; nothing for a page of one language."""
        return hreflang(self.versions, self.path) if len(self.versions) > 1 else []


def in_languages(versions: Mapping[str, str]) -> list[Listed]:
    """Return one for each version of a page."""
    return [Listed(path, versions) for path in versions.values()]
