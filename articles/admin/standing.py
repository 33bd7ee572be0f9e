"""Reads where a story stands: what `available` asks about, and what the page shows of it."""

from __future__ import annotations

from ..available import OpenBlock, Standing
from ..models import Article, Publication
from ..models.timed_change import TimedChangeStatus
from ..workflow import Action, DeskState, Readers

OPEN = (TimedChangeStatus.WAITING, TimedChangeStatus.SUSPENDED)


def publication_of(article: Article) -> Publication | None:
    return Publication.objects.filter(article=article.pk).select_related("revision", "section").first()


def open_changes(article: Article) -> list:
    """What waits or is suspended, soonest first."""
    return list(article.timed_changes.filter(status__in=OPEN).select_related("revision", "scheduled_by"))


def open_blocks(article: Article) -> list:
    return list(article.blocks.open().select_related("raised_by"))


def standing_of(article: Article, *, publication: Publication | None) -> Standing:
    """In at most three queries."""
    return Standing(
        story=publication.story(article) if publication else article.story,
        readers=Readers(publication.status) if publication else Readers.NONE,
        blocks=tuple(OpenBlock(kind, by) for kind, by in article.blocks.open().values_list("kind", "raised_by_id")),
        embargo=article.embargo,
        embargo_until=article.embargo_until,
        waits=article.timed_changes.filter(status__in=OPEN).exists(),
        four_eyes=bool(article.section and article.section.four_eyes),
        editors=_editors(article, publication) if article.desk_state == DeskState.IN_REVIEW else frozenset(),
        dated_by_source=article.published_at_source is not None,
    )


def _editors(article: Article, publication: Publication | None) -> frozenset[int]:
    since = publication.revision.number if publication else 0
    edits = article.revisions.filter(number__gt=since, author__isnull=False)
    return frozenset(edits.order_by().values_list("author_id", flat=True).distinct())


def next_publish(changes: list):
    """When the next publication runs, if one waits."""
    waiting = [row.run_at for row in changes if row.status == "waiting" and row.action == Action.PUBLISH]
    return min(waiting, default=None)
