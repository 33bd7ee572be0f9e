"""The content of a revision as text for people, and what differs between what is saved and what was typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .. import bodies, snapshots
from ..bodies import PictureUse
from ..languages import is_right_to_left
from ..merging import Choice, Kind, Part
from ..models import Author, Byline, Image, Section, Topic
from ..word_marks import Span, marked_text
from .merge import SEQUENCES, choices_asked, parts_of, suggested

ROLES = dict(Byline._meta.get_field("role").choices)
MODELS = {"section_id": Section, "lead_image_id": Image}
CODES = ("slug", "language")  # not in the language of the text


@dataclass(frozen=True)
class Row:
    """A part of a field as both have it, in passages of which those only one side has are marked."""

    kind: Kind
    saved: list[Span]
    typed: list[Span]
    note: str
    choice: str  # the name of the question; "" where there is nothing to choose
    options: list[tuple[str, str, bool]]  # value, label, and whether it is the suggested one
    length: int  # how many items stand here


@dataclass(frozen=True)
class Difference:
    """One field of which something else is saved now than was typed."""

    label: str
    saved: str
    typed: str
    rows: list[Row]
    lang: str
    dir: str

    @property
    def conflicts(self) -> int:
        return sum(1 for row in self.rows if row.choice)


def differences(saved: Mapping, typed: Mapping, *, base: Mapping | None = None) -> list[Difference]:
    """What is saved now beside what was typed, for each field that was typed and differs.

    `base` is the content that the person started from, None if that is not known.
    """
    return [
        _difference(name, parts_of(name, base=base, saved=saved, typed=typed), saved=saved, typed=typed)
        for name in (*snapshots.FIELDS, *snapshots.LISTS)
        if name in typed and name in saved and typed[name] != saved[name]
    ]


def fields_of(content: Mapping) -> list[dict]:
    """Label, text, language and direction of every field of a content that is not empty."""
    language = content.get("language", "")
    direction = "auto" if not language else "rtl" if is_right_to_left(language) else "ltr"
    fields = [(name, shown(name, content[name])) for name in (*snapshots.FIELDS, *snapshots.LISTS) if name in content]
    return [
        {"label": snapshots.label_of(name), "text": text, "dir": direction, "lang": language}
        for name, text in fields
        if text
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


def _difference(name: str, parts: list[Part], *, saved: Mapping, typed: Mapping) -> Difference:
    asked = dict(choices_asked(name, parts))
    language = typed.get("language") or saved.get("language", "")
    return Difference(
        label=snapshots.label_of(name),
        saved=shown(name, saved[name]),
        typed=shown(name, typed[name]),
        rows=[_row(name, part, choice=asked.get(place, "")) for place, part in enumerate(parts)],
        lang="" if name in CODES else language,
        dir="auto" if name in CODES else "rtl" if is_right_to_left(language) else "ltr",
    )


def _row(name: str, part: Part, *, choice: str) -> Row:
    saved, typed = _words(name, part.saved), _words(name, part.mine)
    spans = marked_text(saved, typed)
    return Row(
        kind=part.kind,
        saved=[span for span in spans if span.kind != "added"],
        typed=[span for span in spans if span.kind != "removed"],
        note=_note(part.kind, is_same_words=saved == typed),
        choice=choice,
        options=_options(name, part) if choice else [],
        length=max(len(part.saved), len(part.mine)),
    )


def _note(kind: Kind, *, is_same_words: bool) -> str:
    if kind in (Kind.SAME, Kind.AGREED):
        return ""
    said = {
        Kind.SAVED: _("Changed in what is saved: a merge takes it over."),
        Kind.MINE: _("Changed by you: a merge keeps it."),
        Kind.CONFLICT: _("Changed by both."),
    }[kind]
    same = _("The words are the same; links, pictures or formatting differ.")
    return f"{said} {same}" if is_same_words else said


def _options(name: str, part: Part) -> list[tuple[str, str, bool]]:
    labels = {Choice.SAVED: _("What is saved"), Choice.MINE: _("My text")}
    if name in SEQUENCES and part.saved and part.mine:
        labels[Choice.BOTH] = _("Both, what is saved first")
    preferred = suggested(name, part)
    if preferred not in labels:
        preferred = Choice.MINE
    return [(choice.value, label, choice is preferred) for choice, label in labels.items()]


def _words(name: str, items: tuple) -> str:
    if name == "body":
        return "\n\n".join(map(_block, items))
    if name == "bylines":
        return "\n".join(_byline({"author": author, "name": printed, "role": role}) for author, printed, role in items)
    if name == "standfirst":
        return "\n".join(items)
    return shown(name, list(items)) if name in snapshots.LISTS else shown(name, items[0])


def _block(block: str) -> str:
    """A block of a body as text; what has no words of its own by what it points at."""
    uses, words = bodies.picture_uses(block), bodies.text_of_clean(block)
    if uses and (not words or block.startswith("<figure ")):
        return "\n".join(map(_picture, uses))
    if words:
        return words
    embeds = sorted(bodies.references(block).embeds)
    return _(", ").join(f"{embed.provider}: {embed.key}" for embed in embeds) or "–"


def _picture(use: PictureUse) -> str:
    named = _("Picture %(number)s") % {"number": use.picture}
    return " · ".join(filter(None, [named, use.caption, use.alternative]))


def _byline(line: Mapping) -> str:
    author = (Author.objects.filter(pk=line["author"]).first() or f"#{line['author']}") if line["author"] else ""
    who = " ".join(filter(None, [str(author), line["name"]]))  # both may be typed, though both cannot be saved
    return f"{who} ({ROLES.get(line['role'], line['role'])})"
