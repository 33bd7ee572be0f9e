"""The text of one record as a file of its format: what stood around it in its own is not kept with it. Pure."""

from __future__ import annotations

import json
import re
from typing import Any

_ITEM = re.compile(r"\s*<item[\s>]")
_OF_A_WHOLE = {"db", "data", "posts"}


def as_file(text: str, *, format: str) -> str:
    """A text that is a whole file already, or none at all, stays what it is: its reader says what is wrong with it."""
    frame = {"wxr": _site, "ghost": _export, "jsonl": _line}.get(format)
    return frame(text) if frame else text


def _site(text: str) -> str:
    return f'<rss version="2.0"><channel>{text}</channel></rss>' if _ITEM.match(text) else text


def _export(text: str) -> str:
    """Lines stay where they are, so that an error names the right one."""
    post = _read(text)
    is_post = not _OF_A_WHOLE & post.keys() if isinstance(post, dict) else text.lstrip().startswith("{")
    return f'{{"db": [{{"data": {{"posts": [{text}]}}}}]}}' if is_post else text


def _line(text: str) -> str:
    record = _read(text)
    return json.dumps(record, ensure_ascii=False) if isinstance(record, dict) else text


def _read(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
