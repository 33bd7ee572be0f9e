"""An item and its story: stored, locked, and what follows from what the source says of it."""

from __future__ import annotations

from articles import bodies
from articles.models import Article
from articles.workflow import DeskState

from ..likeness import shingles
from ..models import WireItem
from ..stories import WireStory
from . import embargoes, items, kills
from .running import Filing


def store(item: WireItem, story: WireStory, *, path: str, notes: list[str], keeps_text: bool = False) -> None:
    """The record in its newest version. A kill `keeps_text` of the version before: it brings none."""
    items.fill(item, story, path=path, notes=notes, keeps_text=keeps_text)
    if not keeps_text:
        item.shingles = shingles(bodies.plain_text(story.body))
    item.save()


def lock(item: WireItem) -> None:
    """Locks the story of an item, which may have been cleared away since the item was read."""
    article = Article.objects.locked().filter(pk=item.article_id).first()
    if item.article_id and not article:
        item.refresh_from_db()


def untouched(item: WireItem) -> Article | None:
    """The story of an item, locked, unless the desk has it in hand or cleared it away."""
    stories = Article.objects.locked().filter(desk_state=DeskState.INCOMING, history_length=0)
    return stories.filter(pk=item.article_id).first()


def settle(filing: Filing, item: WireItem, story: WireStory) -> list[str]:
    """What its source forbids comes first, then publishing, if the run asks for it."""
    notes = [*embargoes.follow(item, story), *kills.block(item)]
    return notes + filing.publish_one(item.article, story)
