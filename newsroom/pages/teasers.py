"""A story as lists show it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.safestring import SafeString

from articles.models import Publication
from newsroom.fronts.filling import Filled
from newsroom.pages.bylines import Credit, credits_of
from newsroom.pages.pictures import picture
from newsroom.pages.words import Link, section_link, stamped

# How wide pictures are shown: a teaser's, the largest of a front page.
CARD = "(min-width: 76rem) 23rem, (min-width: 64rem) 30vw, (min-width: 40rem) 45vw, 32vw"
LEAD = "(min-width: 76rem) 50rem, (min-width: 64rem) 65vw, 92vw"


@dataclass(frozen=True, kw_only=True)
class Teaser:
    """Everything that a template needs for one story of a list."""

    path: str
    kicker: str
    headline: str
    standfirst: str
    section: Link
    top_section_id: int
    at: SafeString
    credits: list[Credit]
    picture: SafeString


def teaser(publication: Publication, *, sizes: str = CARD, is_first: bool = False) -> Teaser:
    """Return the teaser of a row of `queries.teasers`."""
    language = publication.language
    image = next(iter(publication.lead_images), None)
    alternative = publication.lead_alternative
    return Teaser(
        path=publication.path,
        kicker=publication.kicker,
        headline=publication.headline,
        standfirst=publication.standfirst,
        section=section_link(publication.section, language),
        top_section_id=publication.top_section_id,
        at=stamped(publication.first_published_at, language, with_zone=False),
        credits=credits_of(publication.byline_rows, language=language),
        picture=picture(image, alternative=alternative, sizes=sizes, is_first=is_first),
    )


def filled_teaser(filled: Filled, *, sizes: str = CARD, is_first: bool = False) -> Teaser:
    """Return the teaser of a story in a front's slot, in the words that its editor chose for it there."""
    own = teaser(filled.story, sizes=sizes, is_first=is_first)
    return replace(own, **filled.slot.words) if filled.is_placed else own


def all_teasers(publications: Iterable[Publication]) -> list[Teaser]:
    return [teaser(publication) for publication in publications]
