"""Structured values as blocks of a page's head: JSON-LD, which no browser runs. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.safestring import SafeString

from articles.paths import absolute

# As in Django's json_script: nothing can end the script or open a comment in it. The two line separators end a line
# for older readers of JSON. One by one: `str.translate` takes twenty times as long.
_ESCAPED = {character: f"\\u{ord(character):04X}" for character in "<>&\u2028\u2029"}


def story_id(path: str) -> str:
    """Return what stands for the story at a path, on every page that names it."""
    return absolute(path) + "#story"


def author_id(bare_path: str) -> str:
    """Return what stands for whoever has a page, given without a language, on every page that names them."""
    return absolute(bare_path) + "#author"


def thing(kind: str, **properties: Any) -> dict[str, Any]:
    """Return a thing of a kind with those of its properties that say something; `id` becomes `@id`."""
    said = {name: value for name, value in properties.items() if value not in (None, "", [], {}, ())}
    known = {"@id": said.pop("id")} if "id" in said else {}
    return {"@type": kind, **known, **said}


def as_scripts(things: Iterable[Mapping[str, Any]]) -> SafeString:
    """Return a script for each: readers' programs look at the type of the outermost thing."""
    rows = (_as_json({"@context": "https://schema.org", **one}) for one in things)
    return SafeString("\n".join([f'<script type="application/ld+json">{row}</script>' for row in rows]))


def _as_json(value: Mapping[str, Any]) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character, escaped in _ESCAPED.items():
        text = text.replace(character, escaped)
    return text
