"""How many stories readers got, by day and by section."""

from django.db.models import Count
from django.utils.translation import gettext as _

from articles.models import Publication

from .asked import Scope
from .measures import BucketOf
from .pieces import Figure, Report, by_section
from .plots import plain
from .tallies import chart, tallied


def counts(scope: Scope) -> list[tuple[int, int | None, int]]:
    """Bucket from 1, section of the publication, and number of stories first published then."""
    stories = Publication.objects.filter(scope.within("first_published_at", section="article__section"))
    buckets = stories.order_by().values_list(BucketOf("first_published_at", scope.buckets), "section")
    return list(buckets.annotate(count=Count("pk")))


def report(scope: Scope) -> Report:
    tally = tallied(counts(scope), scope=scope)
    table = by_section(
        _("By section"),
        heads=[_("Stories"), _("A day"), _("Share")],
        rows={
            key: [str(count), plain(round(count / scope.days, 1)), tally.share(count)]
            for key, count in tally.per_section.items()
        },
        sections=scope.sections,
        by=tally.per_section,
    )
    figures = [Figure(_("Stories"), str(tally.total)), Figure(_("A day"), plain(round(tally.total / scope.days, 1)))]
    plot = chart(tally, key="stories", title=_("Stories published"), name=_("Stories"), scope=scope)
    return Report(figures, [plot], [table])
