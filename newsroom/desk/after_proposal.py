"""What follows a newer version of a story that the desk has in hand: those who work on it are told."""

from __future__ import annotations

from articles.models import Article
from articles.rights import RANKS, Role
from newsroom.wire.models import ProposedUpdate

from .inbox.telling import Event, tell
from .people import of_rank


def tell_of_proposal(proposal: ProposedUpdate) -> int:
    """Tells whoever is assigned, has submitted the story or has written in it; where that is nobody, the editors of its
    section. Nobody of one that was decided on or replaced meanwhile. Returns how many were told."""
    article: Article | None = proposal.item.article
    if article is None or proposal.decided_at:
        return 0
    replaces = proposal.item.proposals.replaced().filter(pk__lt=proposal.pk).exists()
    event = Event(
        key=f"proposal:{proposal.pk}",
        article=article,
        happened="proposed_again" if replaces else "proposed",
        at=proposal.received_at,
        by_name=proposal.item.source.name,
        words=proposal.values["fields"]["headline"],
    )
    told = tell(event, _concerned(article)) or tell(event, _editors(article))
    return len(told)


def _concerned(article: Article) -> set[int | None]:
    writers = article.revisions.order_by().values_list("author_id", flat=True).distinct()
    return {article.assignee_id, article.submitted_by_id, *writers}


def _editors(article: Article) -> list[int]:
    return [row.user.pk for row in of_rank(article, RANKS[Role.EDITOR])]
