"""What a run publishes of the stories that it files, and what it says of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from django.utils.translation import gettext as _

from articles.models import Article, Publication, TimedChange
from articles.publishing import publish_import
from articles.publishing_together import NotTogether, publish_imports
from articles.workflow import MoveNotAllowed

from ..stories import Standing, WireStory
from .outcomes import Apart

Wanted = tuple[int, Article, WireStory]


@dataclass
class Told:
    """Which of several were published, and what there is to say of the others, by their places."""

    places: set[int] = field(default_factory=set)
    notes: dict[int, list[str]] = field(default_factory=dict)


def publish_one(article: Article, story: WireStory, *, by) -> list[str]:
    """Publishes a story; a refusal leaves it incoming and is a note."""
    if reason := _why_not(story):
        return [reason]
    try:
        published = publish_import(article, by=by)
    except MoveNotAllowed as refusal:
        return [_not_published(refusal)]
    if isinstance(published, TimedChange):
        return [_("Scheduled for its own time: %(moment)s UTC.") % {"moment": published.local_time}]
    return []


def publish_all(wanted: Sequence[Wanted], *, by) -> Told:
    """The same for several, in the order of their places. Raises `Apart` for those that have to be published alone."""
    told = Told(notes={place: [reason] for place, _article, story in wanted if (reason := _why_not(story))})
    usable = [(place, article) for place, article, _story in wanted if place not in told.notes]
    usable.sort(key=itemgetter(0))
    try:
        published = publish_imports([article for _place, article in usable], by=by) if usable else []
    except NotTogether as refusal:
        raise Apart(usable[place][0] for place in refusal.places) from None
    for (place, _article), found in zip(usable, published, strict=True):
        if isinstance(found, Publication):
            told.places.add(place)
        else:
            told.notes[place] = [_not_published(found)]
    return told


def _why_not(story: WireStory) -> str:
    usable = story.standing is Standing.USABLE
    return "" if usable else _not_published(_("its source has not published it for everybody."))


def _not_published(reason: object) -> str:
    return _("Not published: %(reason)s") % {"reason": reason}
