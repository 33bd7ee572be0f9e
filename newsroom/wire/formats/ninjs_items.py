"""What an item of ninjs says, whichever version it is written in: names differ in case, lists were objects. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from articles.texts import clean_line, without_controls
from newsroom.wire.json_reading import text_in


class Item:
    """Values by name, in lower case: 3.x says versionCreated, 1.x and 2.x versioncreated."""

    def __init__(self, value: Mapping[str, Any]) -> None:
        self.value = value
        self._named = {name.lower(): said for name, said in value.items()}

    def text(self, *names: str) -> str:
        """The first of these that says something; "" where none does or it is no text."""
        return next((text for name in names if (text := _text(self._named.get(name)))), "")

    def line(self, *names: str) -> str:
        """The same as one line; of an object or of a list the names."""
        return clean_line(self.text(*names) or ", ".join(self.names(*names)))

    def optional(self, *names: str) -> str | None:
        """The same, None where none is there."""
        there = [name for name in names if self._named.get(name) is not None]
        return self.text(*there) if there else None

    def items(self, *names: str) -> Iterator[Item]:
        """The objects of lists, or of objects, by these names."""
        for name in names:
            value = self._named.get(name)
            for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
                if isinstance(inner, dict):
                    yield Item(inner)

    def names(self, *names: str) -> tuple[str, ...]:
        """Texts, and the names of objects, of lists by these names."""
        found: list[str] = []
        for name in names:
            value = self._named.get(name)
            for inner in value if isinstance(value, list) else [value]:
                found.append(Item(inner).text("name", "value") if isinstance(inner, dict) else _text(inner))
        return tuple(line for line in map(clean_line, found) if line)

    def codes(self, *names: str) -> Iterator[str]:
        """What subjects are called by in their schemes."""
        for item in self.items(*names):
            scheme, code = item.text("scheme"), item.text("code", "qcode")
            yield from (said for said in (code, f"{scheme}{code}", item.text("literal"), item.text("uri")) if said)

    def best(self, name: str, *, role: str) -> str:
        """The value of the list's first part in this role, else of the first."""
        parts = [part for part in self.items(name) if part.text("value")]
        plain = [part for part in parts if "html" not in part.text("contenttype").lower()]
        inside = [part for part in parts if part.text("role").lower() == role]
        return next((part.text("value") for part in (*inside, *plain, *parts)), "")

    def in_role(self, name: str, *, role: str) -> str:
        """The value of the list's first part in this role, "" where it has none."""
        return next((part.text("value") for part in self.items(name) if part.text("role").lower() == role), "")

    def bodies(self) -> tuple[str, str]:
        """The richest body as HTML and as plain text; the first that is there is the one to take."""
        html, text = self.text("body_html", "body_html5", "body_xhtml"), self.text("body_text")
        for body in self.items("bodies"):
            kind = f"{body.text('contenttype')} {body.text('role')}".lower()
            if "html" in kind:
                html = html or body.text("value")
            elif "xml" not in kind and "json" not in kind:
                text = text or body.text("value")
        return html, text


def _text(value: object) -> str:
    return without_controls(text_in(value)).strip()
