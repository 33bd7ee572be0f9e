"""What waits for its minute, as the story's page and the steps show it: when, which text, by whom, what is odd."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timesince import timesince, timeuntil
from django.utils.translation import gettext as _

from .. import moments
from ..models import Article, Publication, TimedChange
from ..models.timed_change import TimedChangeStatus
from ..phrases import newsroom_zone
from ..rights import Person, may
from ..workflow import MOVES, RETIMED_MOVES, TIMED_MOVES, Action, PublishKind, Readers
from .zones import zone_name


@dataclass(frozen=True)
class Waiting:
    """A story with what waits for it, and who looks at it."""

    person: Person
    article: Article
    publication: Publication | None
    changes: list[TimedChange]

    @property
    def readers(self) -> Readers:
        return Readers(self.publication.status) if self.publication else Readers.NONE

    @property
    def story(self):
        return self.publication.story(self.article) if self.publication else self.article.story

    @property
    def live(self):
        return self.publication and self.publication.revision


@dataclass(frozen=True)
class ChangeLine:
    """`local` is in the zone that it was scheduled in, `elsewhere` the same instant in the newsroom's and in UTC.

    The steps that the person may make are addresses; an empty one is not offered.
    """

    change: TimedChange
    what: str
    local: str
    zone: str
    elsewhere: str
    distance: str
    warnings: tuple[str, ...]
    revision: str
    compare: str
    move: str = ""
    repin: str = ""
    cancel: str = ""

    @property
    def is_suspended(self) -> bool:
        return self.change.status == TimedChangeStatus.SUSPENDED


def change_lines(waiting: Waiting) -> list[ChangeLine]:
    """Soonest first."""
    return [_line(change, waiting) for change in waiting.changes]


def _line(change: TimedChange, waiting: Waiting) -> ChangeLine:
    return ChangeLine(
        change=change,
        what=what_of(change),
        local=local_of(change.run_at, change.zone),
        zone=zone_name(change.zone, at=change.run_at),
        elsewhere=elsewhere(change.run_at, change.zone),
        distance=_distance(change),
        warnings=tuple(_warnings(change, waiting)),
        revision=reverse("admin:articles_article_revision", args=[change.article_id, change.revision.number]),
        compare=_compare(change, waiting),
        **_steps(change, waiting),
    )


def _compare(change: TimedChange, waiting: Waiting) -> str:
    """What differs between the text that waits and the one that is written by now, where there is another."""
    if change.revision.number == waiting.article.revision_number:
        return ""
    return (
        f"{reverse('admin:articles_article_compare', args=[change.article_id])}?from={change.revision.number}&to=saved"
    )


def what_of(change: TimedChange) -> str:
    """The move, and what a publication is to readers: `Publish: correction`."""
    move = str(Action(change.action).label)
    if not change.kind or change.kind == PublishKind.FIRST:
        return move
    return _("%(move)s (%(kind)s)") % {"move": move, "kind": PublishKind(change.kind).label}


def local_of(at: datetime, zone: str) -> str:
    """A day and a time on the clocks of a zone."""
    local = at.astimezone(ZoneInfo(zone))
    return _(", ").join([date_format(local, "D j M Y"), date_format(local, "H:i")])


def elsewhere(at: datetime, zone: str) -> str:
    """The same instant on the newsroom's clocks, unless they are meant already, and in UTC."""
    own = settings.NEWSROOM_ZONE
    said = [f"{moments.local_line(at, own)} {newsroom_zone()}"] if zone != own else []
    if zone != "UTC":
        said.append(f"{moments.local_line(at, 'UTC')} UTC")
    return " = ".join(said)


def _distance(change: TimedChange) -> str:
    now = timezone.now()
    if change.run_at > now:
        return _("in %(duration)s") % {"duration": timeuntil(change.run_at, now)}
    if change.status == TimedChangeStatus.WAITING:
        return _("due since %(duration)s") % {"duration": timesince(change.run_at, now)}
    return _("its time has passed")


def _warnings(change: TimedChange, waiting: Waiting) -> Iterator[str]:
    publishes = change.action == Action.PUBLISH
    newest, live = waiting.article.revision_number, waiting.live
    if publishes and change.revision.number != newest:
        numbers = {"pinned": change.revision.number, "newest": newest}
        yield _("Scheduled: revision %(pinned)s; newest: %(newest)s.") % numbers
    if live and change.live_revision_id != live.pk:
        yield _live_moved(change, live.number)
    if sooner := publishes and _overtaking(change, waiting.changes):
        yield _("Revision %(number)s goes out before it: this one is cancelled then.") % {
            "number": sooner.revision.number
        }
    if change.status == TimedChangeStatus.SUSPENDED:
        yield _suspended(change)
    elif publishes and waiting.readers is Readers.HELD:
        yield _("The story is held: unless it is released before, this cannot happen.")


def _live_moved(change: TimedChange, live: int) -> str:
    """Somebody gave readers another text since: what waits may take back what was mended."""
    before = change.live_revision.number if change.live_revision else None
    numbers = {"live": live, "before": before or _("nothing")}
    if change.action == Action.PUBLISH:
        return (
            _(
                "Readers have got revision %(live)s since this was scheduled (it was %(before)s then): "
                "look whether this takes back a correction."
            )
            % numbers
        )
    return (
        _("Readers have got revision %(live)s since this was scheduled (it was %(before)s then): is it still right?")
        % numbers
    )


def _overtaking(change: TimedChange, changes: list[TimedChange]) -> TimedChange | None:
    """The publish that runs before this one and gives readers a newer text."""
    for other in changes:
        is_sooner = other.status == TimedChangeStatus.WAITING and other.run_at <= change.run_at and other != change
        if is_sooner and other.action == Action.PUBLISH and other.revision.number > change.revision.number:
            return other
    return None


def _suspended(change: TimedChange) -> str:
    if change.run_at > timezone.now():
        return _("Suspended: %(why)s") % {"why": change.error}
    return _("Suspended: %(why)s Its time has passed: it never runs by itself. Publish now, or give it a new time.") % {
        "why": change.error
    }


def _steps(change: TimedChange, waiting: Waiting) -> dict[str, str]:
    """Where the person may move it, pin it to the newest revision, or cancel it."""
    person, story, action = waiting.person, waiting.story, Action(change.action)
    schedule = reverse("admin:articles_article_move", args=[change.article_id, Action.SCHEDULE.value])
    cancel = reverse("admin:articles_article_move", args=[change.article_id, Action.UNSCHEDULE.value])
    desk = waiting.article.desk_state

    def can(row) -> bool:
        return row.starts_from(desk, waiting.readers) and may(person, row, story)

    is_behind = action is Action.PUBLISH and change.revision.number != waiting.article.revision_number
    is_to_come = change.run_at > timezone.now()
    return {
        "move": f"{schedule}?change={change.pk}" if can(RETIMED_MOVES[action]) else "",
        "repin": schedule if is_behind and is_to_come and can(TIMED_MOVES[action]) else "",
        "cancel": cancel if can(MOVES[Action.UNSCHEDULE]) else "",
    }
