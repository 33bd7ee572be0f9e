"""The few marks that the demo's texts are written with, as HTML. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape


def to_html(text: str) -> str:
    """Blocks between blank lines: `## ` starts a subhead, `> ` a quotation, `- ` each line of a list; anything
    else is a paragraph."""
    return "".join(_block(block) for block in text.strip().split("\n\n") if block.strip())


def renumbered(html: str, *, attribute: str, keys: Sequence[int]) -> str:
    """The HTML with each number in such an attribute replaced by the key that stands there, counted from 1."""
    return re.sub(rf'{attribute}="(\d+)"', lambda found: f'{attribute}="{keys[int(found[1]) - 1]}"', html)


def _block(block: str) -> str:
    lines = [escape(line.strip(), quote=False) for line in block.strip().splitlines()]
    if all(line.startswith("- ") for line in lines):
        return "<ul>" + "".join(f"<li>{line[2:]}</li>" for line in lines) + "</ul>"
    if lines[0].startswith("## "):
        return f"<h2>{lines[0][3:]}</h2>" + _paragraph(lines[1:])
    if lines[0].startswith("&gt; "):
        return f"<blockquote>{_paragraph([line.removeprefix('&gt; ') for line in lines])}</blockquote>"
    return _paragraph(lines)


def _paragraph(lines: list[str]) -> str:
    return f"<p>{' '.join(lines)}</p>" if lines else ""
