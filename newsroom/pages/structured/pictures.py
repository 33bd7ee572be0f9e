"""Pictures of stories in the shapes that search engines show, as far as there are files of them, and whose they are:
https://developers.google.com/search/docs/appearance/structured-data/image-license-metadata. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from articles.paths import absolute
from newsroom.pages.structured.script import thing

RATIOS = ("wide", "standard", "square")  # 16:9, 4:3 and 1:1
LEAST_PIXELS = 50_000  # Google shows no smaller ones
_PLAIN = ("image/jpeg", "image/png", "image/webp")


def in_ratios(image: Mapping | None, *, caption: str, credit: str) -> list[dict[str, Any]]:
    """Return the largest rendition of each ratio that there is, else the largest of all; [] without one."""
    large = [row for row in image["renditions"] if row["width"] * row["height"] >= LEAST_PIXELS] if image else []
    chosen = [_largest([row for row in large if row["use"] == use]) for use in RATIOS]
    found = [row for row in chosen if row] or [row for row in [_largest(large)] if row]
    said = {"caption": caption, "creditText": credit, **_rights(image or {})}
    return [_described(row, said) for row in found]


def _rights(image: Mapping) -> dict[str, Any]:
    """What a person has confirmed. It names no page on how to get the picture: nobody has said one."""
    if not image.get("is_confirmed"):
        return {}
    creator = image["creator"]
    return {
        "creator": thing("Person", name=creator) if creator else None,
        "copyrightNotice": image["copyright_notice"],
        "license": image["licence_url"],
    }


def _largest(renditions: list[Mapping]) -> Mapping | None:
    """The widest, of the format that most programs read."""
    kept = [row for row in renditions if row["media_type"] in _PLAIN]
    return max(kept, key=lambda row: (row["width"], -_PLAIN.index(row["media_type"])), default=None)


def _described(rendition: Mapping, said: Mapping[str, Any]) -> dict[str, Any]:
    address = absolute(f"/media/{rendition['name']}")
    return thing(
        "ImageObject",
        url=address,
        contentUrl=address,
        width=rendition["width"],
        height=rendition["height"],
        **said,
    )
