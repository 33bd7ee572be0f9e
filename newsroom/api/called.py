"""Sections, authors and topics by what a request calls them: by their slug, or by one that they had once."""

from __future__ import annotations

from typing import TypeVar

from articles.models import Author, Section, Topic
from newsroom.api.addresses import address_of
from newsroom.api.problems import Problem
from newsroom.pages.former import new_address
from newsroom.pages.queries import shown_sections

Record = TypeVar("Record", Author, Topic)


def section(path: str) -> Section:
    """Return the one of a path. Raises `Problem` (400)."""
    found = at(path) or at(_now(f"/{path}/"))
    return found or _refuse("section", path)


def record(model: type[Record], slug: str) -> Record:
    """Return the author or the topic of a slug. Raises `Problem` (400)."""
    shown, name = model.objects.shown(), model._meta.model_name
    found = shown.filter(slug=slug).first()
    if not found and (path := _now(f"/{name}s/{slug}/")):
        found = shown.filter(slug=path.rpartition("/")[2]).first()
    return found or _refuse(name, slug)


def at(path: str) -> Section | None:
    return next((row for row in shown_sections() if row.path.strip("/") == path), None)


def _now(old_path: str) -> str:
    return (new_address(old_path) or "").strip("/")


def _refuse(name: str, text: str):
    """One that readers have never seen is refused as one that never was."""
    raise Problem(400, f"There is no {name} “{text}”. {address_of(f'{name}s')} has them all.", parameter=name)
