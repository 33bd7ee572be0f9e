"""Whether what was planned for its minute ran at it: late changes, and failed ones."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from django.db.models import Case, CharField, Count, DurationField, ExpressionWrapper, F, Max, Q, QuerySet, Value, When
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from articles.models import TimedChange
from articles.models.timed_change import LATE_AFTER, TimedChangeStatus

from .asked import Scope
from .measures import BucketOf, Percentile
from .pieces import Figure, Report, bar_chart, duration
from .plots import Series

ON_TIME, LATE, OVERDUE, FAILED = "on_time", "late", "overdue", "failed"
LOOKS = {ON_TIME: "first", LATE: "second", OVERDUE: "third", FAILED: "grave"}


def labels() -> dict[str, str]:
    return {
        ON_TIME: _("Ran on time"),
        LATE: _("Ran late"),
        OVERDUE: _("Has not run yet"),
        FAILED: _("Failed"),
    }


def changes(scope: Scope) -> QuerySet[TimedChange]:
    """Changes planned for the period that ran, failed, or should have run by now; `lateness` is how long after
    their minute they ended, or how late they are now."""
    should_have_run = Q(status__in=(TimedChangeStatus.DONE, TimedChangeStatus.FAILED)) | Q(
        status=TimedChangeStatus.WAITING, run_at__lt=Now() - LATE_AFTER
    )
    ended = Case(When(finished_at=None, then=Now()), default=F("finished_at"))
    lateness = ExpressionWrapper(ended - F("run_at"), output_field=DurationField())
    became = Case(
        When(status=TimedChangeStatus.FAILED, then=Value(FAILED)),
        When(status=TimedChangeStatus.WAITING, then=Value(OVERDUE)),
        When(finished_at__gt=F("run_at") + LATE_AFTER, then=Value(LATE)),
        default=Value(ON_TIME),
        output_field=CharField(),
    )
    planned = TimedChange.objects.filter(should_have_run, scope.within("run_at", section="article__section"))
    return planned.annotate(lateness=lateness, became=became)


def listed(scope: Scope) -> QuerySet[TimedChange]:
    """Those that did not run at their minute, newest first."""
    found = changes(scope).exclude(became=ON_TIME).select_related("article__section", "scheduled_by")
    return found.defer("article__body").order_by("-run_at", "-pk")


def report(scope: Scope) -> Report:
    per_bucket, totals = Counter(), Counter()
    rows = changes(scope).order_by().values_list(BucketOf("run_at", scope.buckets), "became")
    for bucket, became, count in rows.annotate(count=Count("pk")):
        per_bucket[bucket, became] += count
        totals[became] += count
    ran = changes(scope).filter(status=TimedChangeStatus.DONE)
    usual = ran.aggregate(median=Percentile("lateness", fraction=0.5), most=Max("lateness"))
    names = labels()
    places = range(1, len(scope.buckets) + 1)
    chart = bar_chart(
        "timed",
        _("Timed changes"),
        telling=_("Planned: %(count)s. Ran late: %(late)s. Still waiting: %(overdue)s. Failed: %(failed)s.")
        % {"count": totals.total(), **{kind: totals[kind] for kind in (LATE, OVERDUE, FAILED)}},
        scope=scope,
        series=[
            Series(LOOKS[kind], name, [per_bucket[place, kind] for place in places]) for kind, name in names.items()
        ],
    )
    figures = [Figure(name, str(totals[kind])) for kind, name in names.items()]
    figures.append(Figure(_("Median lateness"), _of(usual["median"]), _("of those that ran")))
    figures.append(Figure(_("Greatest lateness"), _of(usual["most"]), _("of those that ran")))
    return Report(figures, [chart])


def _of(lateness: timedelta | None) -> str:
    return duration(max(lateness, timedelta())) if lateness is not None else duration(None)
