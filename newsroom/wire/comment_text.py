"""What readers wrote below stories elsewhere, as plain text. Pure."""

from __future__ import annotations

import re

from newsroom.wire.foreign_html import headline_of, take

_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")


def plain(content: str) -> str:
    """The paragraphs of a comment, as its markup or blank lines part them, without the markup."""
    pieces = _BLANK_LINES.split(content.replace("\r\n", "\n"))
    parts = (headline_of(part) for piece in pieces for part in take(piece).body.split("</p>"))
    return "\n\n".join(filter(None, parts))
