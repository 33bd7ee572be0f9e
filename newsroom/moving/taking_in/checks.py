"""What no constraint of the database says, looked at over all rows before any of them is kept."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import F, Q, QuerySet

from articles.history import broken_rows
from articles.models import Article, Correction, Publication, PublishedVersion, Section, TimedChange
from newsroom.fronts.models import Front
from newsroom.previews.models import PreviewLink

from .refusing import Refused


def check() -> None:
    """Raises `Refused` with the first that is wrong: a chain that does not hold, or rows of one story in another."""
    if broken := next(broken_rows(), None):
        raise Refused(f"{broken}.")
    for rows, sentence in _wrong():
        if (key := rows.order_by("pk").values_list("pk", flat=True).first()) is not None:
            raise Refused(sentence.format(key))


def _wrong() -> Iterator[tuple[QuerySet, str]]:
    yield _not_of(Article.objects, "head_revision", "pk"), "Article {} has the text of another story."
    yield _not_of(Article.objects, "approved_revision", "pk"), "Article {} has an approval of another story's text."
    yield (
        Article.objects.filter(translation_of__translation_of__isnull=False),
        ("Article {} is a translation of a translation."),
    )
    yield _not_of(Publication.objects, "revision", "article"), "Publication {} has the text of another story."
    for name in ("before", "after"):
        yield _not_of(Correction.objects, name, "publication__article"), "Correction {} is of another story's text."
    yield (
        _not_of(PublishedVersion.objects, "revision", "publication__article"),
        ("Published version {} has the text of another story."),
    )
    yield _not_of(TimedChange.objects, "revision", "article"), "Timed change {} is of another story's text."
    yield _not_of(PreviewLink.objects, "revision", "article"), "Preview link {} shows another story's text."
    yield Section.objects.filter(parent__parent__isnull=False), "Section {} is below one that is below another."
    yield (
        Publication.objects.exclude(Q(top_section=F("section")) | Q(top_section=F("section__parent"))),
        ("Publication {} is not in the section that it is in."),
    )
    yield Front.objects.filter(number__gt=0).exclude(arrangements__number=F("number")), "Front {} is not arranged."


def _not_of(rows, revision: str, article: str) -> QuerySet:
    """Rows whose revision is there and belongs to another article."""
    return rows.filter(**{f"{revision}__isnull": False}).exclude(**{f"{revision}__article": F(article)})
