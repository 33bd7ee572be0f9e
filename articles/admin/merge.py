"""What is saved and what was typed, merged field by field over the revision that the person started from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256

from .. import body_blocks, merging, snapshots
from ..merging import Choice, Kind, Part

CHOICE = "merge"  # how the names of the radio buttons begin
STARTED_FROM = "merge-from"
MOST_QUESTIONS = 100  # about one field
SETS = ("topics",)
SEQUENCES = ("body", "standfirst", *snapshots.LISTS)


def parts_of(name: str, *, base: Mapping | None, saved: Mapping, typed: Mapping) -> list[Part]:
    """One field as parts: paragraphs of a body, lines of a standfirst, rows of a list; anything else is one part."""
    start = _items(name, base[name]) if base is not None and name in base else None
    sides = _items(name, saved[name]), _items(name, typed[name])
    if name in SETS:
        return merging.merge_sets(start, *sides)
    if name in SEQUENCES:
        return merging.with_fewer_conflicts(merging.merge(start, *sides), most=MOST_QUESTIONS)
    return [Part(tuple(start or ()), *map(tuple, sides))]


def choices_asked(name: str, parts: list[Part]) -> Iterator[tuple[int, str]]:
    """The place of each conflict, and the name of its choice. The name is made of what is in dispute, so that it
    still means the same when something else was typed since the question was put."""
    seen: dict[str, int] = {}
    for place, part in enumerate(parts):
        if part.kind is Kind.CONFLICT:
            digest = sha256(repr((part.base, part.saved, part.mine)).encode(errors="replace")).hexdigest()[:12]
            seen[digest] = seen.get(digest, 0) + 1
            yield place, f"{CHOICE}-{name}-{digest}-{seen[digest]}"


def suggested(name: str, part: Part) -> Choice:
    """Of a field that can hold one value only, what was typed."""
    return part.suggested if name in SEQUENCES else Choice.MINE


def merged_content(*, base: Mapping | None, saved: Mapping, typed: Mapping, chosen: Mapping[str, str]) -> dict:
    """The merge of every field that was typed; `chosen` is what was posted under the names of `choices_asked`.

    A conflict that nobody decided keeps both where a field can hold both, and what was typed where it cannot.
    """
    outcome = dict(typed)
    for name in typed.keys() & saved.keys():
        if typed[name] == saved[name]:
            continue
        parts = parts_of(name, base=base, saved=saved, typed=typed)
        decided = {place: _choice(name, chosen.get(asked)) for place, asked in choices_asked(name, parts)}
        outcome[name] = _value(name, merging.merged(parts, decided))
    return outcome


def _choice(name: str, posted: str | None) -> Choice:
    if posted in (Choice.SAVED, Choice.MINE):
        return Choice(posted)
    return Choice.BOTH if name in SEQUENCES else Choice.MINE


def _items(name: str, value) -> list:
    if name == "body":
        return body_blocks.split(value)
    if name == "standfirst":
        return value.split("\n") if value else []
    if name == "bylines":
        return [(row["author"], row["name"], row["role"]) for row in value]
    return list(value) if name in snapshots.LISTS else [value]


def _value(name: str, items: list):
    if name == "body":
        return body_blocks.join(items)
    if name == "standfirst":
        return "\n".join(items)
    if name == "bylines":
        return [{"author": author, "name": name, "role": role} for author, name, role in items]
    if name == "topics":
        return sorted(items)
    return list(dict.fromkeys(items)) if name == "related" else items[0]
