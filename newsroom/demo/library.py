"""The demo's picture library."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor

from articles import pictures
from articles.models import Image
from articles.pictures import rendering

from .pictures import KEYS, jpeg
from .texts import HERE, read


def hang_pictures(*, by) -> dict[str, Image]:
    """The eighteen pictures by key, drawn anew; one that is in the library already is not added again.

    While one is looked at the next is drawn, and renditions are made of several at once: other processes do it.
    """
    said = read(HERE / "pictures.toml")
    with ThreadPoolExecutor(max_workers=1) as drawing:
        drawn = zip(KEYS, drawing.map(jpeg, KEYS), strict=True)
        images = {key: _hang(content, said[key], by=by) for key, content in drawn}
    rendering.render_all(image.pk for image in images.values())
    return images


def _hang(content: bytes, said: dict, *, by) -> Image:
    found = Image.objects.filter(sha256=hashlib.sha256(content).hexdigest()).first()
    return found or pictures.add(
        content,
        by=by,
        captions=said["caption"],
        alternatives=said["alt"],
        credit=said["credit"],
        focal=tuple(said["focal"]),
    )
