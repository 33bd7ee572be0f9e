"""How asking a source goes, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import phrases

from .filing import Outcome
from .models import Poll, Polling, Source, SourceKind, WireItem, WireItemStatus

DAYS = 7
OUTCOMES = {
    Outcome.FILED: gettext_lazy("filed"),
    Outcome.UPDATED: gettext_lazy("updated"),
    Outcome.UNCHANGED: gettext_lazy("unchanged"),
    Outcome.DUPLICATE: gettext_lazy("duplicate"),
    Outcome.SKIPPED: gettext_lazy("skipped"),
    Outcome.FAILED: gettext_lazy("failed"),
}


@dataclass(frozen=True)
class Day:
    on: date
    count: int


@dataclass(frozen=True)
class Look:
    """One time that a source was asked, or several that all brought the same."""

    at: str
    since: str
    brought: str
    problem: str


@dataclass(frozen=True)
class State:
    """`sentence` is the whole in one line; what is empty has nothing to say."""

    sentence: str
    is_failing: bool
    problem: str
    asked: str
    answered: str
    next: str
    brought: str
    moved_to: str
    waits_for_a_chief: bool
    days: tuple[Day, ...]
    records: str  # the address of what came
    looks: tuple[Look, ...]

    @property
    def count(self) -> int:
        return sum(day.count for day in self.days)


def state_of(source: Source) -> State:
    """In three queries, if the source comes with its polling in one."""
    polling = _polling(source)
    is_asked = source.kind != SourceKind.COMMAND and not source.is_paused
    return State(
        sentence=sentence_of(source),
        is_failing=is_failing(source),
        problem=polling.problem,
        asked=_moment(polling.asked_at),
        answered=_moment(polling.answered_at),
        next=_next(polling) if is_asked else "",
        brought=words_of(polling.counts),
        moved_to=polling.moved_to,
        waits_for_a_chief=source.publishes and not source.trusted_by_id,
        days=_days(source),
        records=f"{reverse('admin:wire_wireitem_changelist')}?source__id__exact={source.pk}",
        looks=tuple(map(_look, source.polls.all())),
    )


def sentence_of(source: Source) -> str:
    """Without a query, if the source comes with its polling."""
    polling = _polling(source)
    if source.kind == SourceKind.COMMAND:
        return _("By command")
    if source.is_paused:
        return _("Paused")
    if polling.failures:
        times = ngettext("Failed %(count)s time", "Failed %(count)s times in a row", polling.failures)
        return times % {"count": polling.failures}
    return _("Works") if polling.answered_at else _("Not asked yet")


def is_failing(source: Source) -> bool:
    """Whether a source that is asked gave nothing the last time."""
    return source.kind != SourceKind.COMMAND and _polling(source).failures > 0


def last_answer(source: Source) -> str:
    """When a source that is asked has answered last, in the newsroom's zone; "" for none."""
    answered = _moment(_polling(source).answered_at) if source.kind != SourceKind.COMMAND else ""
    return _("Last answer: %(moment)s") % {"moment": answered} if answered else ""


def words_of(counts: dict[str, int]) -> str:
    """Counts of records by what became of them, as a phrase."""
    said = [f"{counts[outcome]} {label}" for outcome, label in OUTCOMES.items() if counts.get(outcome)]
    return _(", ").join(said)


def _look(poll: Poll) -> Look:
    since = {"moment": _moment(poll.first_at), "count": poll.times}
    return Look(
        at=_moment(poll.at),
        since=_("the same since %(moment)s (×%(count)s)") % since if poll.times > 1 else "",
        brought=words_of(poll.counts) or ("" if poll.problem else _("nothing new")),
        problem=poll.problem,
    )


def _polling(source: Source) -> Polling:
    return getattr(source, "polling", None) or Polling()


def _next(polling: Polling) -> str:
    now = timezone.now()
    return _moment(polling.next_at) if polling.next_at and polling.next_at > now else _("within a minute")


def _moment(at) -> str:
    return phrases.moment(at, now=timezone.now()) if at else ""


def _days(source: Source) -> tuple[Day, ...]:
    """The last days, the newest first, also those on which nothing came."""
    zone = ZoneInfo(settings.NEWSROOM_ZONE)
    today = timezone.now().astimezone(zone).date()
    since = timezone.now() - timedelta(days=DAYS)
    items = WireItem.objects.filter(source=source, received_at__gte=since, status=WireItemStatus.FILED)
    rows = (
        items.order_by().annotate(day=TruncDate("received_at", tzinfo=zone)).values("day").annotate(count=Count("pk"))
    )
    counts = {row["day"]: row["count"] for row in rows}
    days = (today - timedelta(days=number) for number in range(DAYS))
    return tuple(Day(day, counts.get(day, 0)) for day in days)
