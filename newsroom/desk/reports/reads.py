"""What readers read, as it is counted for “Most read”: without anything of a reader, and for two weeks."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from articles.models import Publication
from newsroom.readership.models import HourlyReads

from .asked import Scope
from .measures import BucketOf
from .pieces import Figure, Report, by_section
from .plots import plain
from .tallies import chart, tallied

LISTED = 100


@dataclass(frozen=True)
class Read:
    """A story, and how often it was read."""

    publication: Publication
    reads: int


def reads(scope: Scope) -> QuerySet[HourlyReads]:
    return HourlyReads.objects.filter(scope.within("hour", section="publication__article__section"))


def counts(scope: Scope) -> list[tuple[int, int | None, int]]:
    """Bucket from 1, section of the publication, and number of reads."""
    buckets = reads(scope).order_by().values_list(BucketOf("hour", scope.buckets), "publication__section")
    return list(buckets.annotate(count=Sum("reads")))


def listed(scope: Scope) -> list[Read]:
    """The stories that were read most, the most read first."""
    totals = reads(scope).values_list("publication").annotate(total=Sum("reads")).order_by("-total", "-publication")
    found = dict(totals[:LISTED])
    stories = Publication.objects.select_related("article__section").defer("body_html", "article__body")
    by_key = stories.in_bulk(found)
    return [Read(by_key[key], total) for key, total in found.items()]


def report(scope: Scope) -> Report:
    tally = tallied(counts(scope), scope=scope)
    stories = reads(scope).values("publication").distinct().count()
    table = by_section(
        _("By section"),
        heads=[_("Reads"), _("Share")],
        rows={key: [str(count), tally.share(count)] for key, count in tally.per_section.items()},
        sections=scope.sections,
        by=tally.per_section,
    )
    each = plain(round(tally.total / stories, 1)) if stories else "0"
    figures = [
        Figure(_("Reads"), str(tally.total)),
        Figure(_("Stories read"), str(stories)),
        Figure(_("A story"), each),
    ]
    plot = chart(tally, key="reads", title=_("Reads"), name=_("Reads"), scope=scope)
    return Report(figures, [plot], [table])
