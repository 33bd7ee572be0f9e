"""The stories that a step on a picture touches, as far as somebody may see them; the others are counted."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ..languages import is_right_to_left
from ..models import Image
from ..pictures.uses import Use, uses_of
from ..rights import Person, may_see
from ..workflow import Readers
from .chosen import story_line
from .people import person_of

MOST_LIVE = 20  # before somebody asks for all


def shown_uses(request, image: Image) -> dict:
    """`lines` of the stories that the person may see, the number of the `others`, how many of all are `live`, and of
    how many live ones there is `more` than lines: all of them are listed for who asks for `uses=all`."""
    person = person_of(request)
    found = uses_of(image, most_live=None if request.GET.get("uses") == "all" else MOST_LIVE)
    seen = [use for use in found.stories if use.is_live or may_see(person, use.article.story)]
    return {
        "lines": [_line(use, person=person) for use in seen],
        "others": len(found.stories) - len(seen),
        "live": found.live,
        "more": found.live - sum(use.is_live for use in seen),
        "count": found.count,
    }


def _line(use: Use, *, person: Person) -> dict:
    """A story that readers have is named to everybody at the desk, by what readers see, and opened by few."""
    article = use.article
    publication = article.publication if use.is_live else None
    line = story_line(article) | {"place": _place(use), "effect": _effect(use)}
    if not may_see(person, article.story):
        language = publication.language
        direction = "rtl" if is_right_to_left(language) else "ltr"
        about = _("No. %(number)s") % {"number": article.pk}
        line |= {"headline": publication.headline, "language": language, "direction": direction, "about": about}
        line["address"] = publication.path
    return line


def _place(use: Use) -> str:
    return _("above the story") if use.is_lead else _("in the story")


def _effect(use: Use) -> str:
    if use.is_live:
        return _("Readers have it now")
    if use.is_pinned:
        held = getattr(use.article, "publication", None)
        return _("Held from readers") if held and held.status == Readers.HELD else _("Readers get it next")
    return _("In work")
