"""What a run publishes of the stories that it files, and what it says of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, Publication, TimedChange
from articles.publishing import publish_import
from articles.publishing_together import NotTogether, Published, publish_imports
from articles.workflow import MoveNotAllowed

from ..models import Source
from ..stories import Standing, WireStory
from .outcomes import Apart

Wanted = tuple[int, Article, WireStory]


@dataclass
class Told:
    """Which of several were published, and what there is to say of the others, by their places."""

    places: set[int] = field(default_factory=set)
    notes: dict[int, list[str]] = field(default_factory=dict)


def publish_one(article: Article, story: WireStory, *, by, source: Source) -> list[str]:
    """Publishes a story of a source; a refusal leaves it incoming and is a note."""
    if reason := why_not(story):
        return [not_published(reason)]
    try:
        published = publish_import(article, by=by, imported_from=source.name)
    except MoveNotAllowed as refusal:
        return [not_published(refusal)]
    return told_of(published)


def told_of(published: Publication | TimedChange | None) -> list[str]:
    """What there is to say of a story that its source dates in the future."""
    if isinstance(published, TimedChange):
        return [_("Scheduled for its own time: %(moment)s UTC.") % {"moment": published.local_time}]
    return []


def publish_all(wanted: Sequence[Wanted], *, by, source: Source) -> Told:
    """The same for several, in the order of their places. Raises `Apart` for those that have to be published alone."""
    reasons = {place: why_not(story) for place, _article, story in wanted}
    told = Told(notes={place: [not_published(reason)] for place, reason in reasons.items() if reason})
    usable = [(place, article) for place, article, _story in wanted if place not in told.notes]
    usable.sort(key=itemgetter(0))
    try:
        published = _all([article for _place, article in usable], by=by, source=source)
    except NotTogether as refusal:
        raise Apart(usable[place][0] for place in refusal.places) from None
    for (place, _article), found in zip(usable, published, strict=True):
        if isinstance(found, Publication):
            told.places.add(place)
        else:
            told.notes[place] = [not_published(found)]
    return told


def _all(articles: Sequence[Article], *, by, source: Source) -> list[Published]:
    return publish_imports(articles, by=by, imported_from=source.name) if articles else []


def why_not(story: WireStory) -> str:
    """Why its source's own word keeps a story from being published without a person; "" if nothing does."""
    if story.standing is not Standing.USABLE:
        return _("its source has not published it for everybody.")
    if story.expires_at and story.expires_at <= timezone.now():
        return _("its source wants it used no longer.")
    return ""


def without_pictures() -> str:
    return not_published(_("its pictures come when the source is asked the next time."))


def not_published(reason: object) -> str:
    return _("Not published: %(reason)s") % {"reason": reason}
