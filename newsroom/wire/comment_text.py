"""What readers wrote below stories elsewhere, as plain text. Pure."""

from __future__ import annotations

from newsroom.wire.foreign_html import headline_of, take


def plain(content: str) -> str:
    """The paragraphs of a comment, without its markup."""
    parts = (headline_of(part) for part in take(content).body.split("</p>"))
    return "\n\n".join(filter(None, parts))
