"""The embargo that a source sets on its stories."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from articles import desk
from articles.models import Article
from articles.models.article import Embargo
from articles.workflow import MoveNotAllowed

from ..models import WireItem
from ..stories import WireStory


def follow(item: WireItem, story: WireStory) -> list[str]:
    """Embargoes a story as its source does, also one that the desk has in hand; what would end an embargo is only told,
    since a person decides on that."""
    article: Article = item.article
    until = story.embargo.until if story.embargo else None
    if not is_embargoed(story):
        return [_("Its source embargoes it no more.")] if article.is_embargoed else []
    if _is_same(article, until):
        return []
    try:
        desk.set_embargo(article, by=item.source.rights, run_at=until, reason=_("Set by its source."))
    except MoveNotAllowed as refusal:
        return [_("Its embargo stays as it is: %(reason)s") % {"reason": refusal}]
    if until is None:
        return [_("Embargoed until its source lifts it.")]
    return [_("Embargoed until %(moment)s UTC.") % {"moment": f"{until:%Y-%m-%d %H:%M}"}]


def is_embargoed(story: WireStory) -> bool:
    return story.embargo is not None and (story.embargo.until is None or story.embargo.until > timezone.now())


def passed(story: WireStory) -> datetime | None:
    """Until when a story was embargoed that comes after that: nothing keeps it back, but the desk sees it."""
    return story.embargo.until if story.embargo and not is_embargoed(story) else None


def _is_same(article: Article, until: datetime | None) -> bool:
    wanted = Embargo.UNTIL if until else Embargo.LIFTED
    return (article.embargo, article.embargo_until) == (wanted, until)
