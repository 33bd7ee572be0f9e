"""Where a story stands, as one phrase that people say: "Live, changes in review". Pure."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from . import moments
from .workflow import DeskState, Readers

CHANGES = {
    DeskState.INCOMING: lambda: _("newer text from the wire"),
    DeskState.DRAFT: lambda: _("changes in draft"),
    DeskState.IN_REVIEW: lambda: _("changes in review"),
    DeskState.APPROVED: lambda: _("changes approved"),
    DeskState.SPIKED: lambda: _("spiked"),
}


def phrase(
    desk: str,
    readers: str,
    *,
    scheduled_at: datetime | None = None,
    embargo: str = "none",
    embargo_until: datetime | None = None,
    blocked: bool = False,
    language: str | None = None,
    now: datetime | None = None,
) -> str:
    """Both states with what keeps the story or waits for it, in the active language or the one named.

    `scheduled_at` is when the next publication runs; `embargo` and `embargo_until` are the story's.
    """
    now = now or datetime.now(UTC)
    with translation.override(language or translation.get_language()):
        parts = [*_states(DeskState(desk), Readers(readers))]
        if blocked:
            parts.append(_("blocked"))
        if readers == Readers.NONE and (embargoed := _embargoed(embargo, embargo_until, now=now)):
            parts.append(embargoed)
        if scheduled_at:
            goes = _("changes go live %(moment)s") if readers == Readers.LIVE else _("goes live %(moment)s")
            parts.append(goes % {"moment": moment(scheduled_at, now=now)})
        return _(", ").join(parts)


def moment(at: datetime, *, now: datetime | None = None, language: str | None = None) -> str:
    """An instant in the newsroom's zone with its label: `18:00 Jerusalem Time`, with the date on another day."""
    zone = settings.NEWSROOM_ZONE
    local, today = moments.local_parts(at, zone), moments.local_parts(now or datetime.now(UTC), zone)
    language = language or translation.get_language() or "en"
    label = moments.zone_label(zone, language, labels=settings.NEWSROOM_ZONE_LABELS)
    day = "" if local[:3] == today[:3] else _day(local, language) + " "
    return f"{day}{local.hour:02}:{local.minute:02} {label}"


def _day(local: moments.LocalParts, language: str) -> str:
    """The date in digits, in the order in which the language writes it."""
    with translation.override(language):
        words = {"year": f"{local.year:04}", "month": f"{local.month:02}", "day": f"{local.day:02}"}
        return _("%(year)s-%(month)s-%(day)s") % words


def short_moment(at: datetime, *, now: datetime | None = None) -> str:
    """For a column that names the zone in its head: `18:00` today, otherwise the day alone, `4 Jan`."""
    local, today = (when.astimezone(ZoneInfo(settings.NEWSROOM_ZONE)) for when in (at, now or datetime.now(UTC)))
    if local.date() == today.date():
        return f"{local:%H:%M}"
    return date_format(local, "j M" if local.year == today.year else "j M Y")


def newsroom_zone() -> str:
    """What the active language calls the newsroom's time."""
    language = translation.get_language() or "en"
    return moments.zone_label(settings.NEWSROOM_ZONE, language, labels=settings.NEWSROOM_ZONE_LABELS)


def _states(desk: DeskState, readers: Readers) -> list[str]:
    if readers is Readers.NONE:
        return [str(desk.label)]
    return [str(readers.label)] + ([CHANGES[desk]()] if desk in CHANGES else [])


def _embargoed(embargo: str, until: datetime | None, *, now: datetime) -> str:
    if embargo == "lifted":
        return _("embargoed until somebody lifts it")
    if embargo == "until" and until and until > now:
        return _("embargoed until %(moment)s") % {"moment": moment(until, now=now)}
    return ""
