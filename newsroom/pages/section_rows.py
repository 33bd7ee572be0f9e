"""The sections that have a page, as rows of JSON: they stand on every page, and are read with what stands around it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import JSONObject

from articles.models import Section

_READ = ("id", "slug", "names", "parent_id", "order", "hidden")  # in the order of the model's fields
_OF_PARENT = {name: f"parent__{name}" for name in _READ if name != "parent_id"}


def section_rows() -> QuerySet:
    """The hidden ones too, in the newsroom's order, each with its parent."""
    row = {name: name for name in _READ} | {path: path for path in _OF_PARENT.values()}
    return Section.objects.shown().order_by("order", "slug").values(row=JSONObject(**row))


def sections_of(rows: Iterable[Mapping[str, Any]]) -> tuple[Section, ...]:
    """Return the sections of such rows. They have no other fields than pages show: nobody may ask for those, or change
    one, as everybody gets the same."""
    return tuple(map(_section, rows))


def _section(row: Mapping[str, Any]) -> Section:
    section = _made(row)
    section.parent = _made({name: row[path] for name, path in _OF_PARENT.items()}) if row["parent_id"] else None
    return section


def _made(row: Mapping[str, Any]) -> Section:
    """A sub-section has no children, so a parent has no parent."""
    return Section.from_db("default", _READ, [row.get(name) for name in _READ])
