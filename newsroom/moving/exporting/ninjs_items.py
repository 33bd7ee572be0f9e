"""ninjs 2.1: a file of JSON lines, or a folder with a file for each story. What was taken back is there as a notice."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from django.utils import translation

from articles.models import Publication
from newsroom.api import ninjs

from .formats import Choice, Written
from .stories import stories, taken_back

_LINES = (".jsonl", ".ndjson")


class _Item(NamedTuple):
    publication: Publication
    said: Mapping[str, Any]
    kind: str


def is_folder(destination: Path) -> bool:
    return destination.suffix.lower() not in _LINES


def write(place: Path, choice: Choice) -> Iterator[Written]:
    if is_folder(place):
        yield from _write_files(place, choice)
        return
    with place.open("xb") as file:
        for item in _items(choice):
            file.write(_json(item.said) + b"\n")
            yield Written(item.kind)


def _write_files(folder: Path, choice: Choice) -> Iterator[Written]:
    """By the month in which readers first had them, so that no folder has too many."""
    for item in _items(choice):
        month = folder / f"{item.publication.first_published_at:%Y/%m}"
        month.mkdir(parents=True, exist_ok=True)
        (month / f"{item.publication.pk}.json").write_bytes(_json(item.said) + b"\n")
        yield Written(item.kind)


def _items(choice: Choice) -> Iterator[_Item]:
    for publication, addresses in stories(choice):
        with translation.override(publication.language):
            yield _Item(publication, ninjs.item(publication, addresses=addresses), "stories")
    for publication in taken_back(choice):
        yield _Item(publication, ninjs.taken_back(publication), "notices")


def _json(said: Mapping[str, Any]) -> bytes:
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
