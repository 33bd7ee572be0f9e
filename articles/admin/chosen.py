"""A story and a picture as a chooser shows them: what tells one from another, in a line."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ..languages import is_right_to_left
from ..models import Article, Image
from ..phrases import phrase
from ..workflow import Readers
from .widgets import thumbnail_address


def story_line(story: Article) -> dict[str, object]:
    """`direction` is the headline's; `is_live` says whether a link to the story works for readers now."""
    publication = getattr(story, "publication", None)
    readers = publication.status if publication else Readers.NONE
    section = [str(story.section)] if story.section else []
    about = [_("No. %(number)s") % {"number": story.pk}, *section, phrase(story.desk_state, readers)]
    return {
        "number": story.pk,
        "headline": str(story),
        "language": story.language,
        "direction": "rtl" if is_right_to_left(story.language) else "ltr",
        "about": " · ".join(about),
        "is_live": readers == Readers.LIVE,
        "address": reverse("admin:articles_article_change", args=[story.pk]),
    }


def picture_line(image: Image, *, language: str | None = None) -> dict[str, object]:
    """Caption and alternative text are those that a story in the language shows. `is_grave` says that it takes a
    second thought, `is_made` that there is a small picture of it by now."""
    return {
        "number": image.pk,
        "caption": image.caption(language),
        "alternative": image.alternative(language),
        "about": " · ".join(_facts(image)),
        "is_grave": is_expired(image) or image.is_sensitive or image.withdrawn_at is not None,
        "is_made": bool(image.recipe),
        "thumbnail": thumbnail_address(image.pk),
    }


def _facts(image: Image) -> list[str]:
    facts = [_("No. %(number)s") % {"number": image.pk}, *filter(None, [image.credit or image.source])]
    if is_expired(image):
        facts.append(_("licence expired on %(day)s") % {"day": date_format(image.licence_expires_on)})
    marks = {_("Withdrawn"): image.withdrawn_at, _("Ask before use"): image.is_sensitive}
    marks[_("To be confirmed")] = not image.is_confirmed
    return [*facts, *(mark for mark, is_set in marks.items() if is_set)]


def is_expired(image: Image) -> bool:
    return bool(image.licence_expires_on and image.licence_expires_on < timezone.localdate())
