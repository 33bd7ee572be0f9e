"""How often readers had to be told that something was wrong, and what they were told."""

from collections import Counter

from django.db.models import Count, F, QuerySet
from django.utils.translation import gettext as _

from articles.models import Correction
from articles.workflow import PublishKind

from . import stories
from .asked import Scope
from .measures import BucketOf
from .pieces import EMPTY, Figure, Report, bar_chart, by_section
from .plots import Series, plain

KINDS = (PublishKind.CORRECTION, PublishKind.CLARIFICATION)


def notes(scope: Scope) -> QuerySet[Correction]:
    """Corrections and clarifications; an update says that there is more, not that something was wrong."""
    within = scope.within("published_at", section="publication__article__section")
    return Correction.objects.filter(within, kind__in=KINDS)


def listed(scope: Scope) -> QuerySet[Correction]:
    """Newest first, with the story and the revisions before and after."""
    related = ("publication__article__section", "before", "after")
    found = notes(scope).select_related(*related).order_by("-published_at", "-pk")
    return found.defer("publication__article__body", "publication__body_html", "before__content", "after__content")


def rate(corrections: int, published: int) -> str:
    """Corrections for each hundred stories of the same days."""
    return plain(round(100 * corrections / published, 1)) if published else EMPTY


def counts(scope: Scope) -> list[tuple[int, int, str, int]]:
    """Bucket from 1, section, kind and number."""
    buckets = (
        notes(scope).order_by().values_list(BucketOf("published_at", scope.buckets), F("publication__section"), "kind")
    )
    return list(buckets.annotate(count=Count("pk")))


def report(scope: Scope) -> Report:
    per_bucket, per_section, published = Counter(), Counter(), Counter()
    for bucket, section, kind, count in counts(scope):
        per_bucket[bucket, kind] += count
        per_section[section, kind] += count
    for _bucket, section, count in stories.counts(scope):
        published[section] += count
    found = {kind: sum(count for (_key, other), count in per_section.items() if other == kind) for kind in KINDS}
    corrections, total = found[PublishKind.CORRECTION], published.total()
    places = range(1, len(scope.buckets) + 1)
    chart = bar_chart(
        "corrections",
        _("Corrections and clarifications"),
        telling=_("Corrections: %(corrections)s. Clarifications: %(clarifications)s. Days: %(days)s.")
        % {
            "corrections": corrections,
            "clarifications": found[PublishKind.CLARIFICATION],
            "days": scope.days,
        },
        scope=scope,
        series=[
            Series(key, str(kind.label), [per_bucket[place, kind] for place in places])
            for key, kind in zip(("grave", "second"), KINDS, strict=True)
        ],
    )
    figures = [
        Figure(_("Corrections"), str(corrections)),
        Figure(_("Clarifications"), str(found[PublishKind.CLARIFICATION])),
        Figure(_("Corrections per 100 stories"), rate(corrections, total), _("of those published on these days")),
    ]
    return Report(figures, [chart], [_sections(scope, per_section, published=published)])


def _sections(scope: Scope, per_section: Counter, *, published: Counter):
    keys = {key for key, _kind in per_section} | set(published)
    corrections = {key: per_section[key, PublishKind.CORRECTION] for key in keys}
    rows = {
        key: [
            str(published[key]),
            str(corrections[key]),
            str(per_section[key, PublishKind.CLARIFICATION]),
            rate(corrections[key], published[key]),
        ]
        for key in keys
    }
    heads = [_("Stories"), _("Corrections"), _("Clarifications"), _("Corrections per 100 stories")]
    return by_section(_("By section"), heads=heads, rows=rows, sections=scope.sections, by=corrections)
