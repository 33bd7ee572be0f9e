"""What a section asks of its stories: how strictly each item of the checklist is taken. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..workflow import MoveIncomplete


class Item(TextChoices):
    """One line of the checklist, in the order of the form."""

    HEADLINE = "headline", gettext_lazy("Headline")
    HEADLINE_LENGTH = "headline_length", gettext_lazy("Length of the headline")
    STANDFIRST = "standfirst", gettext_lazy("Standfirst")
    BODY = "body", gettext_lazy("Body")
    MARKERS = "markers", gettext_lazy("No leftover markers (TK, XXX, “do not publish”)")
    LINKS = "links", gettext_lazy("Links inside the site lead somewhere")
    SECTION = "section", gettext_lazy("Section")
    ALTERNATIVE = "alternative", gettext_lazy("Alternative text of each picture")
    CAPTION = "caption", gettext_lazy("Caption of each picture")
    CREDIT = "credit", gettext_lazy("Credit of each picture")
    LICENCE = "licence", gettext_lazy("Licence of each picture is valid")
    USABLE = "usable", gettext_lazy("Each picture is in the library and described by a person")
    SENSITIVE = "sensitive", gettext_lazy("No picture that must be asked for")
    BYLINE = "byline", gettext_lazy("Byline or source")
    RELATED = "related", gettext_lazy("Related stories are live")
    TRANSLATION = "translation", gettext_lazy("Translation is in step with the original")
    EMBARGO = "embargo", gettext_lazy("No embargo")


class Level(TextChoices):
    BLOCK = "block", gettext_lazy("Blocks")
    WARN = "warn", gettext_lazy("Warns")
    OFF = "off", gettext_lazy("Off")


HARD = (
    Item.HEADLINE,
    Item.SECTION,
    Item.BODY,
    Item.BYLINE,
    Item.MARKERS,
    Item.USABLE,
)  # of every story, in every section
FORBIDDING = (Item.LICENCE, Item.SENSITIVE)  # of what a section may let pass, what somebody else has forbidden
NEVER_BLOCKS = (Item.EMBARGO,)  # an embargoed story is written and approved: publishing it is refused anyway
CHOICES: dict[Item, tuple[Level, ...]] = {
    item: (Level.WARN, Level.OFF) if item in NEVER_BLOCKS else tuple(Level) for item in Item if item not in HARD
}
USUAL: dict[Item, Level] = {
    **dict.fromkeys(HARD, Level.BLOCK),
    **dict.fromkeys(CHOICES, Level.WARN),
    **dict.fromkeys((Item.ALTERNATIVE, Item.CREDIT, Item.LICENCE), Level.BLOCK),
}
LENGTHS = {"headline_min": 0, "headline_max": 110}  # characters; search engines cut headlines at about 110
LONGEST = 300  # what the column holds


@dataclass(frozen=True)
class Rules:
    """A section's checklist: the level of every item, and how short and long a headline may be, in characters."""

    levels: Mapping[Item, Level]
    headline_min: int
    headline_max: int

    def asks(self, *items: Item) -> bool:
        return any(self.levels[item] is not Level.OFF for item in items)


def rules_of(section) -> Rules:
    """The usual checklist, changed by the parent section's own and then by the section's own."""
    settings: dict = {}
    for place in (section and section.parent, section):
        settings |= place.checklist if place else {}
    levels = USUAL | {item: Level(settings[item]) for item in CHOICES if settings.get(item) in CHOICES[item]}
    lengths = {name: settings.get(name, usual) for name, usual in LENGTHS.items()}
    return Rules(levels=levels, **lengths)


def clean(settings: object) -> dict[str, str | int]:
    """A section's own settings as they may be stored: level by item, and the lengths of a headline.

    Raises `MoveIncomplete` for what is no item or level, and for what every story must have.
    """
    if not isinstance(settings, Mapping):
        raise MoveIncomplete(_("A checklist names items, each with how strictly it is taken."))
    lengths = {name: _length(settings[name]) for name in LENGTHS if name in settings}
    levels = {str(name): _level(str(name), value) for name, value in settings.items() if name not in LENGTHS}
    shortest, longest = (lengths.get(name, usual) for name, usual in LENGTHS.items())
    if shortest > longest:
        raise MoveIncomplete(
            _("A headline of at least %(shortest)s characters is longer than one of at most %(longest)s.")
            % {"shortest": shortest, "longest": longest}
        )
    return {**levels, **lengths}


def _length(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= LONGEST:
        raise MoveIncomplete(_("The length of a headline is a number from 0 to %(most)s.") % {"most": LONGEST})
    return value


def _level(name: str, value: object) -> str:
    item = Item(name) if name in Item.values else None
    if item is None:
        raise MoveIncomplete(_("The checklist has no item “%(item)s”.") % {"item": name[:60]})
    if item in HARD:
        raise MoveIncomplete(_("“%(item)s” is asked of every story.") % {"item": item.label})
    if value not in CHOICES[item]:
        raise MoveIncomplete(_("“%(item)s” cannot be set so.") % {"item": item.label})
    return str(value)
