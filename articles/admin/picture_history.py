"""What happened to a picture, as lines that people read: who, when, and each thing from what to what."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from ..models import Image, PictureChange
from ..pictures import words
from ..pictures.words import SAID
from ..use_names import use_name
from . import per_language
from .history import local

EMPTY = "–"


class Difference(NamedTuple):
    label: str
    before: str
    after: str


class Line(NamedTuple):
    at: str
    who: str
    what: str
    reason: str
    differences: list[Difference]


def line(change: PictureChange) -> Line:
    what = change.get_action_display()
    if change.action == PictureChange.Action.DESCRIBED and change.before == change.after:
        what = _("confirmed as it was")
    who = str(change.by) if change.by else _("a source")
    return Line(local(change.at), who, what, change.reason, differences(change))


def differences(change: PictureChange) -> list[Difference]:
    """What was said or how it was cut, from what to what; a file's digest says nothing to people."""
    names = (*SAID, "focal", "crops")
    pairs = ((name, change.before.get(name), change.after.get(name)) for name in names)
    if change.action == PictureChange.Action.REPLACED:
        return []
    return [Difference(label(name), shown(name, old), shown(name, new)) for name, old, new in pairs if old != new]


def said_by_file(image: Image) -> list[tuple[str, str]]:
    """Label and text of what its file says of a picture: of all that is said, where its addition does not tell."""
    added = image.changes.filter(action=PictureChange.Action.ADDED).first()
    names = added.after.get(words.FROM_FILE, SAID) if added else SAID
    return [(label(name), shown(name, value)) for name, value in words.of(image).items() if name in names]


def label(name: str) -> str:
    return str(_("focal point") if name == "focal" else Image._meta.get_field(name).verbose_name)


def shown(name: str, value: Any) -> str:
    if not value:
        return EMPTY
    match name:
        case "captions" | "alternatives":
            return per_language.shown(value)
        case "focal":
            left, top = (round(part * 100) for part in value)
            return _("%(left)s %% from the left, %(top)s %% from the top") % {"left": left, "top": top}
        case "crops":
            return _(", ").join(use_name(use) for use in value)
        case "people":
            return format_html_join(_(", "), "<bdi>{}</bdi>", ((person,) for person in value))
        case "is_sensitive":
            return _("yes")
    return format_html("<bdi>{}</bdi>", value)
