"""Time zones as a form offers them and as a page names them: the newsroom's first, by name and offset."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from zoneinfo import available_timezones

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from .. import moments

REGIONS = (
    *("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"),
)


def zone_choices(*, also: str = "") -> list[tuple[str, list[tuple[str, str]]]]:
    """Every zone in groups, the newsroom's own and UTC ahead of them; `also` is one that was typed."""
    own = settings.NEWSROOM_ZONE
    first = [(own, zone_name(own)), *((zone, zone) for zone in dict.fromkeys(["UTC", also]) if zone not in ("", own))]
    return [(_("The newsroom's time"), first), *((region, _of_region(region)) for region in REGIONS)]


@cache
def _of_region(region: str) -> list[tuple[str, str]]:
    names = sorted(name for name in available_timezones() if name.startswith(f"{region}/"))
    return [(name, name.replace("_", " ")) for name in names]


def zone_name(zone: str, *, at: datetime | None = None) -> str:
    """What people call a zone's time, its name and its distance from UTC at a moment (now, if none is named):
    `Jerusalem Time (Asia/Jerusalem, UTC+2)`."""
    language = translation.get_language() or "en"
    labels = settings.NEWSROOM_ZONE_LABELS if zone == settings.NEWSROOM_ZONE else {}
    label = moments.zone_label(zone, language, labels=labels)
    offset = moments.offset_label(at or timezone.now(), zone)
    return f"{label} ({zone}, {offset})" if label != zone else f"{zone} ({offset})"
