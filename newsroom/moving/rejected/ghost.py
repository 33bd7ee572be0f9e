"""Rejected posts as an export of Ghost, with what hangs on them; nothing of accounts and settings."""

from __future__ import annotations

import json
from typing import Any, BinaryIO

from newsroom.wire.formats.ghost import WITHOUT_SECRETS, held_in
from newsroom.wire.json_reading import read_json

from .collecting import Part

_TABLES = ("tags", "posts_tags", "posts_authors", "posts_meta")


def write(source: BinaryIO, made: BinaryIO, part: Part) -> None:
    whole = read_json(source).value
    data = held_in(whole)
    posts = data["posts"]
    kept: dict[str, Any] = {name: data[name] for name in _TABLES if isinstance(data.get(name), list)}
    kept["users"] = [_introduced(user) for user in data.get("users") or () if isinstance(user, dict)]
    kept["posts"] = [posts[number - 1] for number in sorted(part.numbers) if number <= len(posts)]
    export = {"db": [{"meta": {"exported_on": 0, "version": "5.0.0"}, "data": kept}]}
    made.write(json.dumps(export, ensure_ascii=False, indent=1).encode(errors="replace") + b"\n")


def _introduced(user: dict[str, Any]) -> dict[str, Any]:
    return {name: user[name] for name in WITHOUT_SECRETS if name in user}
