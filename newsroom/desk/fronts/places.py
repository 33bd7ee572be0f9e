"""Fronts by the keys that their addresses have: `en` is the front page, `en.world` the front of a section."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Count, Q
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.languages import is_right_to_left, language_name
from articles.models import Section
from articles.paths import language_prefix, section_path
from articles.rights import Person
from newsroom.desk.periods import in_order, named
from newsroom.fronts.models import Arrangement, Place, TimedArrangement
from newsroom.fronts.rights import may_arrange

SLUG = re.compile("[a-z0-9-]{1,80}")


def place_of(key: str) -> Place:
    """Raises `Http404` for what names no front."""
    language, dot, slug = key.partition(".")
    if language not in settings.NEWSROOM_LANGUAGES or (dot and not SLUG.fullmatch(slug)):
        raise Http404
    section = Section.objects.select_related("parent").filter(slug=slug).first() if dot else None
    if dot and not section:
        raise Http404
    return Place(language, section)


def key_of_place(place: Place) -> str:
    return f"{place.language}.{place.section.slug}" if place.section else place.language


def address_of(place: Place, page: str = "front", *more) -> str:
    """Where the desk's page of a front is."""
    return reverse(f"admin:{page}", args=[key_of_place(place), *more])


def name_of(place: Place) -> str:
    return named(place.section) if place.section else _("Front page")


def title_of(place: Place) -> str:
    return _("%(front)s · %(language)s") % {"front": name_of(place), "language": language_name(place.language)}


def readers_address(place: Place) -> str:
    if place.section:
        return section_path(place.section, place.language)
    return language_prefix(place.language) + "/"


def writing_direction(place: Place) -> str:
    return "rtl" if is_right_to_left(place.language) else "ltr"


@dataclass(frozen=True)
class Line:
    """A front in the list of all."""

    name: str
    address: str
    is_arranged: bool
    may_arrange: bool
    number: int = 0
    by: str = ""
    at: datetime | None = None
    waiting: int = 0
    failed: int = 0


def lines_for(person: Person) -> list[tuple[str, list[Line]]]:
    """Every front there is, by language, the front page first. In three queries."""
    sections = in_order(Section.objects.all())
    newest = {
        (row.front.section_id, row.front.language): row
        for row in Arrangement.objects.in_force().select_related("front", "by")
    }
    timed = _timed()
    found = []
    for language in settings.NEWSROOM_LANGUAGES:
        places = [Place(language), *(Place(language, section) for section in sections)]
        found.append((language_name(language), [_line(place, person, newest, timed) for place in places]))
    return found


def _timed() -> dict[tuple[int | None, str], dict]:
    """How many changes wait for each front, and how many have failed and nobody has seen to it."""
    changes = TimedArrangement.objects.waiting() | TimedArrangement.objects.in_trouble()
    rows = changes.values("front__section", "front__language").annotate(
        waiting=Count("pk", filter=Q(status="waiting")), failed=Count("pk", filter=Q(status="failed"))
    )
    return {(row["front__section"], row["front__language"]): row for row in rows.order_by()}


def _line(place: Place, person: Person, newest: dict, timed: dict) -> Line:
    key = (place.section.pk if place.section else None, place.language)
    row, waits = newest.get(key), timed.get(key, {})
    return Line(
        name=name_of(place),
        address=address_of(place),
        is_arranged=row is not None,
        may_arrange=may_arrange(person, place.section_ids),
        number=row.number if row else 0,
        by=str(row.by) if row else "",
        at=row.at if row else None,
        waiting=waits.get("waiting", 0),
        failed=waits.get("failed", 0),
    )
