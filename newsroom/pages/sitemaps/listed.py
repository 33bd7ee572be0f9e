"""An address as a sitemap lists it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from django.conf import settings

from newsroom.pages.head import hreflang

PER_FILE = 1_000  # the protocol allows 50,000; made in a tenth of the time that ten thousand would take


class Listed(NamedTuple):
    """A path, the same page's path in each language that it exists in, when its content changed, and the path of the
    picture on top of it."""

    path: str
    versions: Mapping[str, str]
    changed_at: datetime | None = None
    picture: str = ""

    @property
    def alternates(self) -> list[tuple[str, str]]:
        """What the page's own hreflang says; nothing for a page of one language."""
        return hreflang(self.versions, self.path) if len(self.versions) > 1 else []


def in_languages(versions: Mapping[str, str]) -> list[Listed]:
    """Return one for each version of a page."""
    return [Listed(path, versions) for path in versions.values()]


def in_order(versions: Mapping[str, str]) -> dict[str, str]:
    """The versions of a page in the newsroom's order of languages, without those that it has no more."""
    return {code: versions[code] for code in settings.NEWSROOM_LANGUAGES if code in versions}
