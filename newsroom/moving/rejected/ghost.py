"""Rejected posts as an export of Ghost, with what hangs on them; nothing of accounts and settings."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from newsroom.wire.formats.ghost import WITHOUT_SECRETS
from newsroom.wire.formats.ghost_tables import OF_A_READER, posts, tables
from newsroom.wire.json_listing import values
from newsroom.wire.json_reading import text_in
from newsroom.wire.json_walking import JsonFile, opened

from .collecting import Part

_HANGING = ("posts_tags", "posts_authors", "posts_meta", "comments")


def write(source: BinaryIO, made: BinaryIO, part: Part) -> None:
    with opened(source) as file:
        rejected = [one.value for number, one in enumerate(posts(file), start=1) if number in part.numbers]
        kept = _beside(file, {text_in(post.get("id")) for post in rejected if isinstance(post, dict)})
    export = {"db": [{"meta": {"exported_on": 0, "version": "5.0.0"}, "data": {**kept, "posts": rejected}}]}
    made.write(json.dumps(export, ensure_ascii=False, indent=1).encode(errors="replace") + b"\n")


def _beside(file: JsonFile, chosen: set[str]) -> dict[str, list[Any]]:
    """Tags, users as readers may know them, and what hangs on the posts of these numbers."""
    kept: dict[str, list[Any]] = {"users": []}
    walk = file.walk()
    for table in tables(walk):
        if table in ("users", "members", "tags", *_HANGING) and walk.sign() == "[":
            rows = (one.value for one in values(walk) if isinstance(one.value, dict))
            kept[table] = list(_rows(table, rows, chosen))
    if "members" in kept:
        writers = {text_in(row.get("member_id")) for row in kept.get("comments", ())}
        kept["members"] = [row for row in kept["members"] if text_in(row.get("id")) in writers]
    return kept


def _rows(table: str, rows: Iterator[dict[str, Any]], chosen: set[str]) -> Iterator[dict[str, Any]]:
    for row in rows:
        if table == "users":
            yield {name: row[name] for name in WITHOUT_SECRETS if name in row}
        elif table == "members":
            yield {name: row[name] for name in OF_A_READER if name in row}
        elif table not in _HANGING or text_in(row.get("post_id")) in chosen:
            yield row
