"""How long stories take from being handed in to being published."""

from datetime import timedelta

from django.db.models import Count, Exists, ExpressionWrapper, F, OuterRef, QuerySet, Subquery
from django.db.models.fields import DurationField
from django.utils.translation import gettext as _

from articles.models import Transition
from articles.workflow import Action

from .asked import Scope
from .measures import BucketOf, Percentile
from .pieces import Figure, Report, by_section, duration, line_chart
from .plots import Series

PUBLISHING = (Action.PUBLISH, Action.PUBLISH_DUE, Action.PUBLISH_URGENT)
MEASURES = {
    "count": Count("pk"),
    "median": Percentile("waited", fraction=0.5),
    "most": Percentile("waited", fraction=0.9),
}


def waits(scope: Scope) -> QuerySet[Transition]:
    """Publications of the period with how long each waited since it was first handed in after the one before.
    What was published without being handed in is none of them."""
    earlier = Transition.objects.filter(article=OuterRef("article"), action__in=PUBLISHING)
    between = earlier.filter(number__gt=OuterRef("number"), number__lt=OuterRef(OuterRef("number")))
    handed_in = Transition.objects.filter(
        ~Exists(between), article=OuterRef("article"), action=Action.SUBMIT, number__lt=OuterRef("number")
    )
    since = Subquery(handed_in.order_by("number").values("at")[:1])
    moves = Transition.objects.filter(scope.within("at", section="article__section"), action__in=PUBLISHING)
    waited = ExpressionWrapper(F("at") - since, output_field=DurationField())
    return moves.order_by().annotate(waited=waited).filter(waited__isnull=False)


def overall(scope: Scope) -> dict:
    return waits(scope).aggregate(**MEASURES)


def report(scope: Scope) -> Report:
    found = overall(scope)
    rows = waits(scope).values(place=BucketOf("at", scope.buckets)).annotate(**MEASURES)
    per_bucket = {row["place"]: row for row in rows}
    places = range(1, len(scope.buckets) + 1)
    series = [
        Series("first", _("Half of them within"), [_seconds(per_bucket, place, "median") for place in places]),
        Series("second", _("Nine of ten within"), [_seconds(per_bucket, place, "most") for place in places]),
    ]
    unit, say = _unit(series)
    chart = line_chart(
        "speed",
        _("From submit to publish"),
        telling=_("Half of all stories took up to %(median)s, nine of ten up to %(most)s.")
        % {"median": duration(found["median"]), "most": duration(found["most"])},
        scope=scope,
        series=[Series(one.key, one.name, [_in(unit, value) for value in one.values]) for one in series],
        say=say,
    )
    return Report(_figures(found), [chart], [_sections(scope)])


def _figures(found: dict) -> list[Figure]:
    return [
        Figure(_("Publications"), str(found["count"])),
        Figure(_("Median"), duration(found["median"]), _("half of them took no longer")),
        Figure(_("90th percentile"), duration(found["most"]), _("nine of ten took no longer")),
    ]


def _sections(scope: Scope):
    rows = {row["article__section"]: row for row in waits(scope).values("article__section").annotate(**MEASURES)}
    return by_section(
        _("By section"),
        heads=[_("Publications"), _("Median"), _("90th percentile")],
        rows={key: [str(row["count"]), duration(row["median"]), duration(row["most"])] for key, row in rows.items()},
        sections=scope.sections,
        by={key: row["median"].total_seconds() for key, row in rows.items()},
    )


def _seconds(per_bucket: dict, place: int, measure: str) -> float | None:
    return per_bucket[place][measure].total_seconds() if place in per_bucket else None


def _unit(series: list[Series]):
    """The unit in which the axis has few round numbers, in seconds, and how its values are said."""
    longest = max((value or 0 for one in series for value in one.values), default=0)
    if longest > timedelta(days=3).total_seconds():
        return 86400, lambda value: duration(timedelta(days=value))
    if longest > timedelta(hours=3).total_seconds():
        return 3600, lambda value: duration(timedelta(hours=value))
    if longest > timedelta(minutes=3).total_seconds():
        return 60, lambda value: duration(timedelta(minutes=value))
    return 1, lambda value: duration(timedelta(seconds=value))


def _in(unit: int, value: float | None) -> float | None:
    return None if value is None else value / unit
