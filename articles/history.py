"""Whether the audit trail is whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .models import Article, Publication, Transition
from .workflow import Readers


def broken_rows() -> Iterator[str]:
    """One sentence for each place where an article's chain of moves does not hold, by article and number."""
    last: Transition | None = None
    for row in Transition.objects.order_by("article_id", "number").iterator(chunk_size=2000):
        if last and last.article_id != row.article_id:
            last = None
        if problem := _problem(row, before=last):
            yield f"Article {row.article_id}, move {row.number} ({row.action}): {problem}"
        last = row
    yield from _heads()


def _problem(row: Transition, *, before: Transition | None) -> str:
    if row.number != (before.number + 1 if before else 1):
        return "a move before it is missing"
    if row.previous_hash != (before.hash if before else ""):
        return "it does not follow the move before it"
    if row.hash != row.computed_hash():
        return "it was changed after it was written"
    return ""


def _heads() -> Iterable[str]:
    """Articles and publications whose own state is not what their last move says."""
    last = {
        row.article_id: row
        for row in Transition.objects.order_by("article_id", "-number").distinct("article_id").iterator()
    }
    statuses = dict(Publication.objects.values_list("article_id", "status"))
    for article in Article.objects.only("history_length", "history_head", "desk_state").iterator():
        row = last.get(article.pk)
        if (row.number if row else 0, row.hash if row else "") != (
            article.history_length,
            article.history_head,
        ):
            yield f"Article {article.pk}: its last moves are missing"
        elif row and row.desk_to != article.desk_state:
            yield f"Article {article.pk}: it is “{article.desk_state}”, its last move says “{row.desk_to}”"
        elif row and row.readers_to != statuses.get(article.pk, Readers.NONE):
            has = statuses.get(article.pk, Readers.NONE)
            yield f"Article {article.pk}: readers have “{has}”, its last move says “{row.readers_to}”"
