"""Newer versions of stories that an import published and that nobody at the desk has touched since: they are published
in their place, under the same address."""

from __future__ import annotations

from django.utils.translation import gettext as _

from articles import bodies
from articles.models import Article, Correction, Publication
from articles.publishing_again import Newer, is_published_by_import, publish_newer
from articles.workflow import MoveIncomplete, MoveNotAllowed

from ..models import WireItem
from ..notices import CORRECTED
from ..stories import WireStory
from . import embargoes, proposing, publishing
from .values import Values


def is_open(item: WireItem) -> bool:
    """Whether a newer version may be published without a person: readers got the story by imports alone, and nobody
    has decided on an earlier version of it."""
    article: Article | None = item.article
    return bool(article and is_published_by_import(article)) and not proposing.is_decided_on(item)


def publish(item: WireItem, story: WireStory, values: Values, *, by) -> Publication | None:
    """Publishes it; None where readers have it already, word for word. Raises `MoveNotAllowed` where a person has to
    look at it."""
    if reason := publishing.why_not(story):
        raise MoveNotAllowed(reason)
    if embargoes.is_embargoed(story):
        raise MoveNotAllowed(_("its source embargoes it."))
    _check_pictures(item.article, story, values)
    newer = Newer(
        fields=values.fields,
        lists=values.lists,
        imported_from=item.source.name,
        correction=_correction(item.article, story, values),
        changed_at=story.changed_at,
    )
    published = publish_newer(item.article, by=by, newer=newer)
    proposing.replace(item)
    return published


def _check_pictures(article: Article, story: WireStory, values: Values) -> None:
    """A run that brings no pictures takes none from readers."""
    fields = values.fields
    brought = _pictures_in(fields["body"], fields["lead_image_id"])
    if len(brought) < len({picture.address for picture in story.pictures}) and not (
        _pictures_in(article.body, article.lead_image_id) <= brought
    ):
        raise MoveIncomplete(_("pictures that readers have did not come with it."))


def _pictures_in(body: str, lead: int | None) -> set[int]:
    return {*bodies.references(body).pictures, *([lead] if lead else [])}


def _correction(article: Article, story: WireStory, values: Values) -> str:
    """What readers are told. Some sources say of each later version what they had corrected once."""
    is_told = story.correction != CORRECTED and (
        Correction.objects.filter(publication__article=article, text=bodies.clean_text(values.correction)).exists()
    )
    return "" if is_told else values.correction
