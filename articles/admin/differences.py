"""The content of a revision as text for people, and what differs between what is saved and what was typed."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from .. import bodies, snapshots
from ..models import Author, Byline, Image, Section, Topic

ROLES = dict(Byline._meta.get_field("role").choices)
MODELS = {"section_id": Section, "lead_image_id": Image}


@dataclass(frozen=True)
class Difference:
    """One field of which something else is saved now than was typed."""

    label: str
    saved: str
    typed: str


def differences(saved: dict, typed: dict) -> list[Difference]:
    """What is saved now beside what was typed, for each field that was typed and differs."""
    return [
        Difference(label=snapshots.label_of(name), saved=shown(name, saved[name]), typed=shown(name, typed[name]))
        for name in (*snapshots.FIELDS, *snapshots.LISTS)
        if name in typed and typed[name] != saved[name]
    ]


def shown(name: str, value) -> str:
    """A value of a revision's content as text; other stories by number, since not everybody may see them."""
    if name == "body":
        return bodies.plain_text(value)
    if name == "bylines":
        return "\n".join(_byline(line) for line in value)
    if name == "topics":
        return _(", ").join(map(str, Topic.objects.filter(pk__in=value)))
    if name in ("related", "translation_of_id"):
        keys = value if name == "related" else filter(None, [value])
        return _(", ").join(f"#{key}" for key in keys)
    if model := MODELS.get(name):
        return str(model.objects.filter(pk=value).first() or "") if value else ""
    return str(value or "")


def _byline(line: dict) -> str:
    author = Author.objects.filter(pk=line["author"]).first() if line["author"] else line["name"]
    return f"{author} ({ROLES.get(line['role'], line['role'])})"
