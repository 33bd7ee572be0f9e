"""What stands around readers' pages, and how editors arranged them: all of it in one query, once an edition."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import QuerySet

from articles.models import Edition, Section
from newsroom.about import contacts
from newsroom.about.facts import Reach, reach
from newsroom.about.models import ContactVersion
from newsroom.about.shown import Shown, shown_pages, shown_rows
from newsroom.fronts.reading import Arranged, BannerLine, arranged, arrangement_rows, banner_line, banner_rows
from newsroom.pagecache.remembering import by_edition
from newsroom.pages.popular import MostRead, popular
from newsroom.pages.section_rows import section_rows, sections_of
from newsroom.pages.story_rows import as_text
from newsroom.prepared import Asked, Prepared
from newsroom.readership.most import shown_rows as most_read_rows

FEW = 20  # of each part: as many as there are languages, and some from before the last change


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """Of the pages in one language; policies in all of them, as their versions. `sections` are those that have a
    page, the hidden ones too, in the newsroom's order; `fronts` are rows of JSON."""

    sections: tuple[Section, ...]
    banner: BannerLine | None
    policies: tuple[Shown, ...]
    reach: Reach
    most_read: MostRead
    fronts: tuple[Mapping, ...]

    @property
    def top_sections(self) -> list[Section]:
        return [section for section in self.sections if not section.parent_id]

    def front(self, section_id: int | None) -> Arranged:
        return arranged(self.fronts, section_id)


def _asked() -> QuerySet:
    """Of the one row that there is as soon as readers have anything."""
    language = Asked("language")
    rows = (
        section_rows(),
        banner_rows(language),
        shown_rows(),
        contacts.newest_rows(),
        most_read_rows(language),
        arrangement_rows(language),
    )
    return Edition.objects.values_list(*(as_text(ArraySubquery(found)) for found in rows))


_SURROUNDINGS = Prepared(_asked)
_NOTHING = ("[]",) * 6


@by_edition
def surroundings(language: str) -> Surroundings:
    found = next(iter(_SURROUNDINGS.rows(language=language)), _NOTHING)
    sections, banners, policies, contact, most_read, fronts = found
    said = json.loads(contact)
    return Surroundings(
        sections=_sections(sections),
        banner=banner_line(json.loads(banners), language),
        policies=_policies(policies, tuple(settings.NEWSROOM_LANGUAGES)),
        reach=reach(ContactVersion(**said[0]) if said else contacts.first(), language),
        most_read=_most_read(most_read),
        fronts=tuple(json.loads(fronts)),
    )


@lru_cache(FEW)
def _sections(rows: str) -> tuple[Section, ...]:
    return sections_of(json.loads(rows))


@lru_cache(FEW)
def _policies(rows: str, _languages: tuple[str, ...]) -> tuple[Shown, ...]:
    """Of the newsroom's languages."""
    return shown_pages(json.loads(rows))


@lru_cache(FEW)
def _most_read(rows: str) -> MostRead:
    return popular(json.loads(rows))
