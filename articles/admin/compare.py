"""Two texts of a story beside each other: every field that differs, words marked, and the rest folded away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .. import snapshots
from ..comparing import Block, Change, changed_fields, marked_blocks, use_of
from ..languages import is_right_to_left
from ..marks import body_shown, spans_shown
from ..rights import Person
from ..sequences import steps
from ..word_marks import Span, marked_text
from ..word_units import Kind
from .content_names import Names, Picture

LISTS = ("bylines", "topics", "related")
PICTURES = ("lead_image_id",)
ORDER = (
    *("headline", "kicker", "standfirst", "lead_image_id", "lead_caption", "lead_alternative"),
    *("body", "bylines", "dateline_place", "section_id"),
)


@dataclass(frozen=True)
class Part:
    """A block of the body, or what a field holds. `marked` is safe markup; `place` is its number among the changes,
    0 where nothing changed."""

    change: Change
    marked: SafeString | str = ""
    before: Picture | None = None
    after: Picture | None = None
    place: int = 0


@dataclass(frozen=True)
class Field:
    """One field that differs. Of a body the blocks that stayed are in groups of their own."""

    name: str
    label: str
    groups: list[tuple[bool, list[Part]]] = field(default_factory=list)


@dataclass(frozen=True)
class Comparison:
    fields: list[Field]
    unchanged: list[str]
    changes: int
    language: str

    @property
    def direction(self) -> str:
        return "rtl" if is_right_to_left(self.language) else "ltr"


def compared(before: Mapping, after: Mapping, *, person: Person) -> Comparison:
    """What differs, as this person may see it: other stories have their names only for whoever may see those."""
    names = Names.read(before, after, person=person)
    differing = changed_fields(before, after)
    known = [name for name in (*snapshots.FIELDS, *snapshots.LISTS) if name in differing]
    ordered = sorted(known, key=lambda name: ORDER.index(name) if name in ORDER else len(ORDER))
    fields, count = [], 0
    for name in ordered:
        parts = _parts(name, before.get(name), after.get(name), names=names)
        numbered = []
        for part in parts:
            count += part.change is not Change.SAME
            numbered.append(replace(part, place=count if part.change is not Change.SAME else 0))
        groups = [(is_same, list(rows)) for is_same, rows in groupby(numbered, key=lambda part: not part.place)]
        fields.append(Field(name, snapshots.label_of(name), groups))
    unchanged = [name for name in (*snapshots.FIELDS, *snapshots.LISTS) if name not in differing and after.get(name)]
    return Comparison(fields, [snapshots.label_of(name) for name in unchanged], count, after["language"])


def source_parts(before: Mapping, after: Mapping) -> list[Part]:
    """The body of a newer content, block by block, with what changed since an older one: what a translator reads.
    Pictures are shown and not described, so that nothing has to be read for it."""
    names = Names.of_pictures(before, after)
    return [_block(block, names) for block in marked_blocks(before["body"], after["body"])]


def _parts(name: str, before, after, *, names: Names) -> list[Part]:
    if name == "body":
        return [_block(block, names) for block in marked_blocks(before or "", after or "")]
    if name in PICTURES:
        return [_pictures(Change.CHANGED, before, after, names)]
    if name in LISTS:
        return [_item(row) for row in steps_named(name, before or [], after or [], names=names)]
    spans = (
        _whole(names.of(name, before), names.of(name, after)) if name.endswith("_id") or name == "language" else None
    )
    return [Part(Change.CHANGED, spans_shown(spans or marked_text(before or "", after or "")))]


def steps_named(name: str, before: Sequence, after: Sequence, *, names: Names) -> Iterable[tuple[Change, str]]:
    """The items of a list by name: those that went, came, or stand somewhere else now."""
    taken = list(steps([repr(item) for item in before], [repr(item) for item in after]))
    gone = [before[here] for here, there in taken if here is not None and there is None]
    come = [after[there] for here, there in taken if there is not None and here is None]
    for here, there in taken:
        if there is None and here is not None and before[here] not in come:
            yield Change.REMOVED, names.of(name, before[here])
        elif here is None and there is not None:
            change = Change.MOVED if after[there] in gone else Change.ADDED
            yield change, names.of(name, after[there])
        elif here is not None and there is not None:
            yield Change.SAME, names.of(name, after[there])


def _item(row: tuple[Change, str]) -> Part:
    change, text = row
    kind = {Change.REMOVED: Kind.REMOVED, Change.ADDED: Kind.ADDED}.get(change, Kind.SAME)
    return Part(change, spans_shown([Span(kind, text)]))


def _whole(before: str, after: str) -> list[Span]:
    """A value that is chosen, not written, is replaced as a whole."""
    return [span for span in (Span(Kind.REMOVED, before), Span(Kind.ADDED, after)) if span.text]


def _block(block: Block, names: Names) -> Part:
    old, new = block.pictures
    if (old or not block.before) and (new or not block.after):
        return replace(_pictures(block.change, old, new, names), marked=_own_words(block))
    if block.change in (Change.SAME, Change.MOVED):
        return Part(block.change, body_shown(block.after, block.after))
    return Part(block.change, body_shown(block.before, block.after))


def _own_words(block: Block) -> SafeString | str:
    """What the story itself says of a picture, before and now; "" where it says nothing."""
    before, after = _said(block.before), _said(block.after)
    return body_shown(before, after) if before or after else ""


def _said(block: str) -> str:
    use = use_of(block)
    if not use:
        return ""
    alternative = _("Alternative text: %(words)s") % {"words": use.alternative} if use.alternative else ""
    return "".join(f"<p>{escape(words)}</p>" for words in (use.caption, alternative) if words)


def _pictures(change: Change, before: int | None, after: int | None, names: Names) -> Part:
    if change in (Change.SAME, Change.MOVED):
        before = None
    return Part(change, before=names.picture(before), after=names.picture(after))
