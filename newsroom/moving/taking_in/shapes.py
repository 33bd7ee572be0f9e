"""What stands in the fields that hold JSON, looked at as if a stranger had written it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from articles.checklist import rules
from articles.models.article import BylineRole
from articles.snapshots import FIELDS, LATER, LISTS
from articles.workflow import MoveIncomplete
from newsroom.fronts import slots


def check(kind: str, name: str, value: Any) -> None:
    """Raises `ValueError` with what is wrong."""
    if not CHECKS.get((kind, name), _is_object)(value):
        raise ValueError("is not of the form that it has here")


def _is_object(value: Any) -> bool:
    return isinstance(value, dict)


def _is_texts(value: Any) -> bool:
    """Texts by language."""
    return isinstance(value, dict) and all(isinstance(text, str) for text in value.values())


def _is_checklist(value: Any) -> bool:
    try:
        return rules.clean(value) == value
    except MoveIncomplete:
        return False


def _is_crops(value: Any) -> bool:
    return isinstance(value, dict) and all(
        isinstance(box, list) and len(box) == 4 and all(map(_is_fraction, box)) for box in value.values()
    )


def _is_fraction(value: Any) -> bool:
    return type(value) in (int, float) and math.isfinite(value) and 0 <= value <= 1


def _is_addresses(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(address, str) and address.startswith(("https://", "http://")) for address in value
    )


def _is_slots(value: Any) -> bool:
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        return False
    try:
        found = slots.read(value)
    except (KeyError, TypeError, ValueError, AttributeError):
        return False
    return all(_is_number(slot.article_id) and all(map(_is_text, slot.words.values())) for slot in found)


def _is_content(value: Any) -> bool:
    """Of a revision: every field that there was when it was saved, and its lists."""
    if not isinstance(value, dict) or not {*FIELDS, *LISTS} - set(LATER) <= value.keys() <= {*FIELDS, *LISTS}:
        return False
    fields = {name: value[name] for name in FIELDS if name in value}
    return (
        all(_is_number(one) if name.endswith("_id") else _is_text(one) for name, one in fields.items())
        and all(isinstance(value[name], list) for name in LISTS)
        and all(type(key) is int for name in ("topics", "related") for key in value[name])
        and all(map(_is_byline, value["bylines"]))
    )


def _is_update(value: Any) -> bool:
    """Of a newer version that waits: some fields and lists of a content, and what readers are told of a correction,
    which older newsrooms did not keep."""
    if not isinstance(value, dict) or value.keys() | {"correction"} != {"fields", "lists", "correction"}:
        return False
    if not (_is_object(value["fields"]) and _is_object(value["lists"]) and _is_text(value.get("correction", ""))):
        return False
    fields, lists = value["fields"], value["lists"]
    return (
        all(_is_text(one) or _is_number(one) for one in fields.values())
        and lists.keys() <= set(LISTS)
        and all(isinstance(one, list) for one in lists.values())
        and all(type(key) is int for name in ("topics", "related") for key in lists.get(name, ()))
        and all(map(_is_byline, lists.get("bylines", ())))
    )


def _is_byline(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and value.keys() == {"author", "name", "role"}
        and _is_number(value["author"])
        and _is_text(value["name"])
        and value["role"] in BylineRole.values
    )


def _is_number(value: Any) -> bool:
    """Of a row, or of none."""
    return value is None or type(value) is int


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


CHECKS: Mapping[tuple[str, str], Callable[[Any], bool]] = {
    **{(kind, "names"): _is_texts for kind in ("section", "author", "topic")},
    ("section", "checklist"): _is_checklist,
    ("author", "biographies"): _is_texts,
    ("picture", "captions"): _is_texts,
    ("picture", "alternatives"): _is_texts,
    ("picture", "crops"): _is_crops,
    ("revision", "content"): _is_content,
    ("proposed_update", "values"): _is_update,
    ("contact_version", "postal_address"): _is_texts,
    ("contact_version", "profiles"): _is_addresses,
    ("arrangement", "slots"): _is_slots,
    ("timed_arrangement", "slots"): _is_slots,
    ("banner", "texts"): _is_texts,
}
