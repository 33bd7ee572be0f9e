"""Notes as pages show them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from articles.admin.history import local
from articles.models import Article

from ..models import Note
from .mentions import Piece, pieces

SHOWN_BESIDE = 5  # on the story's own page
A_PAGE = 30


@dataclass(frozen=True)
class NoteLine:
    note: Note
    pieces: list[Piece]
    at: str
    done_at: str
    address: str  # where it is marked as done, or as open again


@dataclass(frozen=True)
class Notes:
    """A run of notes, newest first; `older` is the number from which the next run goes on, 0 at the end.

    Asks the database once for the lines and for both counts.
    """

    lines: list[NoteLine]
    count: int = 0
    open_count: int = 0
    older: int = 0


def notes_of(article: Article, *, limit: int = A_PAGE, start: int | None = None) -> Notes:
    """The newest notes, or those from the note of this number on. The counts are of all of the story's notes."""
    every = Note.objects.filter(article=article)
    wanted = every.filter(pk__lte=start) if start else every
    counted = wanted.annotate(total=_count(every), open_total=_count(every.open()))
    rows = list(counted.select_related("author", "done_by").order_by("-pk")[: limit + 1])
    return Notes(
        lines=[line_of(row) for row in rows[:limit]],
        count=rows[0].total if rows else 0,
        open_count=rows[0].open_total if rows else 0,
        older=rows[limit].pk if len(rows) > limit else 0,
    )


def _count(notes: QuerySet) -> Coalesce:
    counts = notes.order_by().values("article").annotate(number=Count("pk"))
    return Coalesce(Subquery(counts.values("number")), 0)


def line_of(note: Note) -> NoteLine:
    return NoteLine(
        note=note,
        pieces=pieces(note.text, note.called),
        at=local(note.written_at),
        done_at=local(note.done_at) if note.done_at else "",
        address=reverse("admin:articles_article_note_done", args=[note.article_id, note.pk]),
    )
