"""The ids of an Atom feed as they stand in it: they are compared letter by letter, and xml:base is nothing to them
(RFC 4287, 4.2.6.1), but the parser resolves them. Pure."""

from __future__ import annotations

from contextlib import suppress

from newsroom.wire.reading import Unreadable
from newsroom.wire.xml_reading import Element, elements, local_name
from newsroom.wire.xml_values import child

_BASE = b"base="


def ids_as_they_stand(data: bytes) -> list[str]:
    """The ids of the entries of a feed, in order, as far as it can be read; none where nothing in it is resolved."""
    found: list[str] = []
    if _BASE in data:
        with suppress(Unreadable):
            for entry in elements(data, wanted=lambda element: local_name(element) == "entry", repair=True):
                found.append(_id_of(entry))  # those before it breaks off count
    return found


def is_resolved(resolved: str, *, stands: str) -> bool:
    """Whether one is the other after it was resolved."""
    return bool(stands) and resolved != stands and resolved.endswith(stands.lstrip("./"))


def _id_of(entry: Element) -> str:
    named = child(entry, "id")
    return "".join(named.itertext()).strip() if named is not None else ""
