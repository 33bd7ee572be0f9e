"""The stories that a step on a picture touches, as far as somebody may see them; the others are counted."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from ..languages import is_right_to_left
from ..pictures.uses import Use
from ..rights import Person, may_see
from ..workflow import Readers
from .chosen import story_line


def shown_uses(uses: Iterable[Use], *, person: Person) -> dict:
    """`lines` of the stories that the person may see, the number of the `others`, and how many of all are `live`."""
    uses = list(uses)
    seen = [use for use in uses if use.is_live or may_see(person, use.article.story)]
    return {
        "lines": [_line(use, person=person) for use in seen],
        "others": len(uses) - len(seen),
        "live": sum(use.is_live for use in uses),
        "count": len(uses),
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
