"""What follows the end of a picture's licence: editors of the sections whose live stories show it are told, once."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils import timezone

from articles.models import Publication
from articles.pictures import licences
from articles.rights import RANKS, Role

from .inbox.telling import Event, tell
from .people import of_rank_in

LOOKED_BACK = timedelta(days=7)  # the worker may have stood still
MOST_NAMED = 10


def tell_of_licences() -> int:
    """Returns how many were told. Doing it again tells nobody twice of one end; a renewed licence ends anew."""
    return sum(_tell(ending, rows) for ending in licences.ended_within(LOOKED_BACK) for rows in _by_section(ending))


def _by_section(ending: licences.Ending) -> list[list[Publication]]:
    sections = {row.section_id for row in ending.live}
    return [[row for row in ending.live if row.section_id == section] for section in sorted(sections)]


def _tell(ending: licences.Ending, live: list[Publication]) -> int:
    """One item for all stories of a section: about the newest, with the others named."""
    first, ended_on = live[0], ending.image.licence_expires_on
    event = Event(
        key=f"licence:{ending.image.pk}:{ended_on:%Y%m%d}:{first.section_id}",
        article=first.article,
        happened="licence_ended",
        at=timezone.make_aware(datetime.combine(ended_on, time.max)),
        words="\n".join([str(ending.image), *(row.headline for row in live[:MOST_NAMED])]),
    )
    editors = of_rank_in(first.section.family_ids(), RANKS[Role.EDITOR])
    return len(tell(event, [row.user.pk for row in editors]))
