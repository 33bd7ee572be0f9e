"""Reads where a story stands: what `available` asks about, and what the page shows of it."""

from __future__ import annotations

from collections.abc import Sequence

from ..available import OpenBlock, Standing
from ..models import Article, Block, Publication, TimedChange
from ..models.timed_change import OPEN
from ..workflow import Action, DeskState, Readers

MOST_PAST = 5


def publication_of(article: Article) -> Publication | None:
    return Publication.objects.filter(article=article.pk).select_related("revision", "section").first()


def open_changes(article: Article) -> list:
    """What waits or is suspended, soonest first."""
    changes = article.timed_changes.open().select_related("revision", "live_revision", "scheduled_by")
    return list(changes.defer("revision__content", "live_revision__content"))


def past_changes(article: Article) -> list[TimedChange]:
    """The last ones that ran, failed or were cancelled, newest first."""
    closed = article.timed_changes.exclude(status__in=OPEN).select_related("revision", "scheduled_by")
    return list(closed.defer("revision__content").order_by("-finished_at", "-pk")[:MOST_PAST])


def open_blocks(article: Article) -> list:
    return list(article.blocks.open().select_related("raised_by"))


def standing_of(
    article: Article,
    *,
    publication: Publication | None,
    changes: Sequence[TimedChange] | None = None,
    blocks: Sequence[Block] | None = None,
) -> Standing:
    """In at most three queries; one less for `changes` and for `blocks`, what is open, where they were read already."""
    blocks = open_blocks(article) if blocks is None else blocks
    waits = article.timed_changes.open().exists() if changes is None else bool(changes)
    return Standing(
        story=publication.story(article) if publication else article.story,
        readers=Readers(publication.status) if publication else Readers.NONE,
        blocks=tuple(OpenBlock(block.kind, block.raised_by_id) for block in blocks),
        embargo=article.embargo,
        embargo_until=article.embargo_until,
        waits=waits,
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
