"""Newer versions of stories that an import published, or let wait for its source's own moment, and that nobody at the
desk has touched since: they take their place, under the same address."""

from __future__ import annotations

from django.utils.translation import gettext as _

from articles import bodies
from articles.models import Article, Correction, Publication, TimedChange
from articles.publishing_again import (
    Newer,
    is_published_by_import,
    is_scheduled_by_import,
    publish_newer,
    publish_newer_as_dated,
)
from articles.workflow import DeskState, MoveIncomplete, MoveNotAllowed

from ..models import WireItem
from ..notices import CORRECTED
from ..stories import WireStory
from . import embargoes, proposing, publishing
from .values import Values


def is_open(item: WireItem) -> bool:
    """Whether a newer version may be published without a person: readers got the story by imports alone, or are to get
    it at its source's own moment, and nobody has decided on an earlier version of it."""
    article: Article | None = item.article
    is_theirs = article and (is_published_by_import(article) or is_scheduled_by_import(article))
    return bool(is_theirs) and not proposing.is_decided_on(item)


def publish(item: WireItem, story: WireStory, values: Values, *, by) -> Publication | TimedChange | None:
    """Publishes it, or lets it wait where the other version waits; None if it says the same, word for word. Raises
    `MoveNotAllowed` where a person has to look at it."""
    if reason := publishing.why_not(story):
        raise MoveNotAllowed(reason)
    if _is_early(story):
        raise MoveNotAllowed(_("its source embargoes it."))
    _check_pictures(item.article, story, values)
    newer = Newer(
        fields=values.fields,
        lists=values.lists,
        imported_from=item.source.name,
        correction=_correction(item.article, story, values),
        changed_at=story.changed_at,
    )
    publish_it = publish_newer_as_dated if item.article.desk_state == DeskState.INCOMING else publish_newer
    published = publish_it(item.article, by=by, newer=newer)
    proposing.replace(item)
    return published


def _is_early(story: WireStory) -> bool:
    """Whether its source embargoes a story for longer than it dates it ahead."""
    until = story.embargo.until if story.embargo else None
    is_later = until and story.published_at and story.published_at >= until
    return embargoes.is_embargoed(story) and not is_later


def _check_pictures(article: Article, story: WireStory, values: Values) -> None:
    """A run that brings no pictures takes none from a story."""
    fields = values.fields
    brought = _pictures_in(fields["body"], fields["lead_image_id"])
    if len(brought) < len({picture.address for picture in story.pictures}) and not (
        _pictures_in(article.body, article.lead_image_id) <= brought
    ):
        raise MoveIncomplete(_("pictures that the story has did not come with it."))


def _pictures_in(body: str, lead: int | None) -> set[int]:
    return {*bodies.references(body).pictures, *([lead] if lead else [])}


def _correction(article: Article, story: WireStory, values: Values) -> str:
    """What readers are told. Some sources say of each later version what they had corrected once."""
    is_told = story.correction != CORRECTED and (
        Correction.objects.filter(publication__article=article, text=bodies.clean_text(values.correction)).exists()
    )
    return "" if is_told else values.correction
