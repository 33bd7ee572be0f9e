"""Versions as numbers: some agencies count by seconds, so they need 64 bits. Pure."""

from __future__ import annotations

from newsroom.wire.datelines import quoted

LARGEST = 2**63 - 1


def version_of(text: str, *, default: int | None) -> tuple[int | None, tuple[str, ...]]:
    """A positive whole number; nothing is the `default`, and what is none is no version, with a warning."""
    text = text.strip()
    if not text:
        return default, ()
    if text.isascii() and text.isdigit() and len(text) < 20 and 0 < int(text) <= LARGEST:
        return int(text), ()
    return None, (f"The version {quoted(text[:100])} is no number: the date decides which is later.",)
