"""The demo's picture library."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor

from articles import pictures
from articles.models import Image

from .pictures import KEYS, jpeg
from .texts import HERE, read


def hang_pictures(*, by) -> dict[str, Image]:
    """The eighteen pictures by key, drawn anew; one that is in the library already is not added again.

    While one is encoded the next is drawn: encoding leaves the interpreter free.
    """
    said = read(HERE / "pictures.toml")
    with ThreadPoolExecutor(max_workers=1) as drawing:
        return {
            key: _hang(content, said[key], by=by) for key, content in zip(KEYS, drawing.map(jpeg, KEYS), strict=True)
        }


def _hang(content: bytes, said: dict, *, by) -> Image:
    found = Image.objects.filter(sha256=hashlib.sha256(content).hexdigest()).first()
    return found or pictures.add(
        content,
        by=by,
        captions=said["caption"],
        alternatives=said["alt"],
        credit=said["credit"],
        focal=tuple(said["focal"]),
        render_now=True,
    )
