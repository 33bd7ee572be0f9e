"""What stands around readers' pages, and how editors arranged them: all of it in one query, once an edition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import QuerySet

from articles.models import Edition
from newsroom.about import contacts
from newsroom.about.facts import Reach, reach
from newsroom.about.models import ContactVersion
from newsroom.about.shown import Shown, shown_pages, shown_rows
from newsroom.fronts.reading import Arranged, BannerLine, arranged, arrangement_rows, banner_line, banner_rows
from newsroom.pagecache.remembering import by_edition
from newsroom.pages.popular import MostRead, popular
from newsroom.prepared import Asked, Prepared
from newsroom.readership.most import shown_rows as most_read_rows


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """Of the pages in one language; policies in all of them, as their versions. `fronts` are rows of JSON."""

    banner: BannerLine | None
    policies: tuple[Shown, ...]
    reach: Reach
    most_read: MostRead
    fronts: tuple[Mapping, ...]

    def front(self, section_id: int | None) -> Arranged:
        return arranged(self.fronts, section_id)


def _asked() -> QuerySet:
    """Of the one row that there is as soon as readers have anything."""
    language = Asked("language")
    rows = {
        "banners": banner_rows(language),
        "policies": shown_rows(),
        "contacts": contacts.newest_rows(),
        "most_read": most_read_rows(language),
        "fronts": arrangement_rows(language),
    }
    return Edition.objects.values_list(*(ArraySubquery(found) for found in rows.values()))


_SURROUNDINGS = Prepared(_asked)


@by_edition
def surroundings(language: str) -> Surroundings:
    found = next(iter(_SURROUNDINGS.rows(language=language)), ((), (), (), (), ()))
    banners, policies, contact, most_read, fronts = found
    return Surroundings(
        banner=banner_line(banners, language),
        policies=shown_pages(policies),
        reach=reach(ContactVersion(**contact[0]) if contact else contacts.first(), language),
        most_read=popular(most_read),
        fronts=tuple(fronts),
    )
