"""The pictures that an item of a feed brings beside its text: enclosures and Media RSS. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from newsroom.wire.foreign_html import cut, headline_of
from newsroom.wire.foreign_pictures import Offer, address_of, best, pixels
from newsroom.wire.stories import WirePicture


def offered(entry: dict[str, Any], base: str) -> Iterator[WirePicture]:
    """The picture of an item, which leads it: the largest of its media, else its enclosure or thumbnail. What else is
    offered is mostly the same picture in other sizes."""
    for kinds in (_media(entry), _enclosures(entry), _thumbnails(entry)):
        if offer := best(kinds):
            yield WirePicture(
                address=address_of(offer.address, base),
                width=offer.width,
                height=offer.height,
                caption=_caption(entry),
                credit=headline_of(_credit(entry))[:200],
                is_lead=True,
            )
            return


def caption_of(entry: dict[str, Any]) -> str:
    """What is said of the picture or film of an item (`feed_bytes` renames it)."""
    return str(entry.get("media_caption") or "")


def _caption(entry: dict[str, Any]) -> str:
    """Of several nobody knows which is meant; where the item has no other words they are its text."""
    is_its = len(_parts(entry, "media_content")) == 1 and (entry.get("summary_detail") or entry.get("content"))
    return cut(headline_of(caption_of(entry)), most=1000) if is_its else ""


def _media(entry: dict[str, Any]) -> Iterator[Offer]:
    for media in _parts(entry, "media_content"):
        kind = str(media.get("type") or "")
        if kind.startswith("image/") or media.get("medium") == "image":
            yield Offer(str(media.get("url") or ""), pixels(media.get("width")), pixels(media.get("height")), kind)


def _enclosures(entry: dict[str, Any]) -> Iterator[Offer]:
    """A length that is given is no use: it lies."""
    for enclosure in _parts(entry, "enclosures"):
        kind = str(enclosure.get("type") or "")
        if kind.startswith("image/"):
            yield Offer(str(enclosure.get("href") or ""), kind=kind)


def _thumbnails(entry: dict[str, Any]) -> Iterator[Offer]:
    for media in _parts(entry, "media_thumbnail"):
        yield Offer(str(media.get("url") or ""), pixels(media.get("width")), pixels(media.get("height")))


def _credit(entry: dict[str, Any]) -> str:
    return next((str(credit.get("content") or "") for credit in _parts(entry, "media_credit")), "")


def _parts(entry: dict[str, Any], name: str) -> list[dict[str, Any]]:
    held = entry.get(name)
    return [part for part in held if isinstance(part, dict)] if isinstance(held, list) else []
