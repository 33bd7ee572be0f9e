"""A sanitised body as its paragraphs and other blocks: what is compared and merged. Pure."""

from __future__ import annotations

import re

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)[^>]*>")
_EMPTY = frozenset({"br", "hr", "img", "wbr", "col"})


def split(html: str) -> list[str]:
    """The outermost elements of HTML that `bodies.sanitise` gave, in order: joined again, they are the body.

    Text between them, which a sanitised body has none of, stays with the element before it.
    """
    blocks, start, depth = [], 0, 0
    for tag in _TAG.finditer(html):
        is_end, name = bool(tag[1]), tag[2]
        if name not in _EMPTY:
            depth += -1 if is_end else 1
        if depth <= 0 and (is_end or name in _EMPTY):
            blocks.append(html[start : tag.end()])
            start, depth = tag.end(), 0
    rest = html[start:]
    if rest and blocks and not rest.strip():
        blocks[-1] += rest
    elif rest:
        blocks.append(rest)
    return blocks


def join(blocks: list[str]) -> str:
    """The body that blocks make."""
    return "".join(blocks)
