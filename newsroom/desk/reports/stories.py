"""How many stories readers got, by day and by section."""

from collections import Counter

from django.db.models import Count
from django.utils.translation import gettext as _

from articles.models import Publication

from .asked import Scope
from .measures import BucketOf
from .pieces import Figure, Report, bar_chart, by_section
from .plots import Series, plain


def counts(scope: Scope) -> list[tuple[int, int | None, int]]:
    """Bucket from 1, section of the publication, and number of stories first published then."""
    stories = Publication.objects.filter(scope.within("first_published_at", section="article__section"))
    buckets = stories.order_by().values_list(BucketOf("first_published_at", scope.buckets), "section")
    return list(buckets.annotate(count=Count("pk")))


def report(scope: Scope) -> Report:
    per_bucket, per_section = Counter(), Counter()
    for bucket, section, count in counts(scope):
        per_bucket[bucket] += count
        per_section[section] += count
    total = per_bucket.total()
    values = [per_bucket[place] for place in range(1, len(scope.buckets) + 1)]
    chart = bar_chart(
        "stories",
        _("Stories published"),
        telling=_("In all: %(count)s. Days: %(days)s. The highest bar: %(most)s.")
        % {"count": total, "days": scope.days, "most": max(values)},
        scope=scope,
        series=[Series("first", _("Stories"), values)],
    )
    table = by_section(
        _("By section"),
        heads=[_("Stories"), _("A day"), _("Share")],
        rows={
            key: [str(count), plain(round(count / scope.days, 1)), f"{round(100 * count / total)} %"]
            for key, count in per_section.items()
        },
        sections=scope.sections,
        by=per_section,
    )
    figures = [Figure(_("Stories"), str(total)), Figure(_("A day"), plain(round(total / scope.days, 1)))]
    return Report(figures, [chart], [table])
