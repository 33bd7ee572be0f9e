"""Stories in any number for load tests, written in bulk: the rows that `publish_import` would leave, moves and
their hashes included, but for the work that follows a publication (nobody is told of these)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F, Model, OuterRef, Subquery
from django.utils import timezone

from articles.copying import copy, reserve
from articles.models import (
    Article,
    Author,
    Byline,
    Edition,
    Image,
    Publication,
    PublicationByline,
    PublicationTerms,
    Revision,
    Section,
    StoryTerms,
    Topic,
    Transition,
)
from articles.rights import Source
from articles.workflow import Action, DeskState

from . import rows
from .loading import one_at_a_time
from .people import make_accounts
from .wording import Wording

NAME = "Demo generator"
BATCH = 2000


def count() -> int:
    """How many generated stories there are: their moves are kept for ever."""
    return Transition.objects.filter(source=NAME, action=Action.PUBLISH_IMPORT).count()


def top_up(wanted: int) -> int:
    """Makes as many as are missing from a number; returns how many it made. One that is interrupted goes on
    from there the next time; readers' pages learn of all of them at the end."""
    with one_at_a_time():
        there = count()
        if wanted > there:
            _add(range(there, wanted))
    return max(0, wanted - there)


def _add(numbers: range) -> None:
    stock = make_stock()
    for start in range(numbers.start, numbers.stop, BATCH):
        with transaction.atomic():
            _publish(stock, range(start, min(start + BATCH, numbers.stop)))
    _open_pages(stock)


def make_stock() -> rows.Stock:
    return rows.Stock(
        sections=list(Section.objects.filter(parent=None)),
        authors=list(Author.objects.all()),
        topics=list(Topic.objects.all()),
        images=list(Image.objects.all()[:18]),
        source=Source(NAME, trusted_by_id=make_accounts()["chief"].pk),
        wording=Wording.read(),
        now=timezone.now(),
    )


def _publish(stock: rows.Stock, numbers: range) -> None:
    """One batch, in the order that the database's triggers ask for: the move stands before its state does."""
    keys = zip(*(reserve(model, len(numbers)) for model in (Article, Revision, Publication)), strict=True)
    stories = [rows.story(number, stock, keys=next(keys)) for number in numbers]
    copy(Article, [vars(story.article) for story in stories])
    copy(Byline, [vars(Byline(article=story.article, author=story.author)) for story in stories])
    copy(StoryTerms, [vars(rows.terms(story)) for story in stories])
    _link(Article.topics.through, [(story.article, topic) for story in stories for topic in story.topics])
    copy(Revision, [vars(story.revision) for story in stories])
    copy(Transition, [vars(story.transition) for story in stories])
    _settle([story.article.pk for story in stories])
    copy(Publication, [vars(story.publication) for story in stories])
    copy(PublicationTerms, [vars(rows.publication_terms(story)) for story in stories])
    copy(PublicationByline, [vars(rows.publication_byline(story)) for story in stories])
    _link(Publication.topics.through, [(story.publication, topic) for story in stories for topic in story.topics])
    pictured = [story.publication for story in stories if story.publication.lead_image_id]
    _link(Publication.pictures.through, [(publication, publication.lead_image) for publication in pictured])


def _link(through: type[Model], pairs: list[tuple[Model, Model]]) -> None:
    """Rows of a many-to-many table, whose columns are named after what they join."""
    copy(through, [{f"{record._meta.model_name}_id": record.pk for record in pair} for pair in pairs])


def _settle(keys: list[int]) -> None:
    """Gives each article the state that its one move says."""
    moves = Transition.objects.filter(article=OuterRef("pk"))
    Article.objects.filter(pk__in=keys).update(
        history_head=Subquery(moves.values("hash")[:1]),
        history_length=F("history_length") + 1,
        desk_state=DeskState.PUBLISHED,
    )


@transaction.atomic
def _open_pages(stock: rows.Stock) -> None:
    """Sections, authors and topics have pages from now on, and every page is made anew."""
    now: datetime = timezone.now()
    for records in (stock.sections, stock.authors, stock.topics):
        keys = [record.pk for record in records]
        type(records[0]).objects.filter(pk__in=keys, first_shown_at=None).update(first_shown_at=now)
    Edition.bump()
