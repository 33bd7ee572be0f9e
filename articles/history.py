"""Whether the audit trail is whole, and the texts that it names."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

from .models import Article, Revision, Transition
from .models.revision import digest_of
from .workflow import DeskState, Readers

AT_ONCE = 2000  # rows in memory
TEXTS_AT_ONCE = 100
STATE = ("desk_state", "history_length", "history_head", "publication__status")  # of a story, without its texts


def broken_rows() -> Iterator[str]:
    """One sentence for each place where a story's chain of moves does not hold, then for each revision that is not
    what it was: the moves name texts by their digests."""
    yield from _broken_moves()
    yield from _broken_revisions()


def _broken_moves() -> Iterator[str]:
    """Stories and moves are read side by side in order, so that memory stays flat."""
    moves = Transition.objects.order_by("article_id", "number").iterator(chunk_size=AT_ONCE)
    chains = groupby(moves, key=attrgetter("article_id"))
    chain_of, chain = next(chains, (None, iter(())))
    articles = Article.objects.select_related("publication").only(*STATE).order_by("pk")
    for article in articles.iterator(chunk_size=AT_ONCE):
        last = None
        if chain_of == article.pk:
            for row in chain:
                if problem := _problem(row, before=last):
                    yield f"Article {row.article_id}, move {row.number} ({row.action}): {problem}"
                last = row
            chain_of, chain = next(chains, (None, iter(())))
        if problem := _disagreement(article, last):
            yield f"Article {article.pk}: {problem}"


def _broken_revisions() -> Iterator[str]:
    article, number = None, 0
    for row in Revision.objects.order_by("article_id", "number").iterator(chunk_size=TEXTS_AT_ONCE):
        number = number + 1 if row.article_id == article else 1
        if row.number != number:
            yield f"Article {row.article_id}, revision {row.number}: a revision before it is missing"
        if row.digest != digest_of(row.content, schema=row.schema):
            yield f"Article {row.article_id}, revision {row.number}: it was changed after it was saved"
        article, number = row.article_id, row.number


def _problem(row: Transition, *, before: Transition | None) -> str:
    if row.number != (before.number + 1 if before else 1):
        return "a move before it is missing"
    if row.previous_hash != (before.hash if before else ""):
        return "it does not follow the move before it"
    if row.hash != row.computed_hash():
        return "it was changed after it was written"
    return ""


def _disagreement(article: Article, last: Transition | None) -> str:
    """Where a story's own state is not what its last move says."""
    if (article.history_length, article.history_head) != ((last.number, last.hash) if last else (0, "")):
        return "its last moves are missing"
    publication = getattr(article, "publication", None)
    has = publication.status if publication else Readers.NONE
    if not last and (article.desk_state != DeskState.INCOMING or publication):
        return f"it is “{article.desk_state}” and “{has}” without any move"
    if last and (article.desk_state, has) != (last.desk_to, last.readers_to):
        said = f"“{last.desk_to}” and “{last.readers_to}”"
        return f"it is “{article.desk_state}” and “{has}”, its last move says {said}"
    return ""
