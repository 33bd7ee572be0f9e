"""The pictures that an item of a feed brings beside its text: enclosures and Media RSS. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from newsroom.wire.foreign_html import cut, headline_of
from newsroom.wire.foreign_pictures import Offer, address_of, best, pixels
from newsroom.wire.stories import WirePicture

_TOLD = 10  # of one item
_NAMED = re.compile(r"\.(?:jpe?g|png|webp|avif|gif)\Z", re.IGNORECASE)


def offered(entry: dict[str, Any], base: str) -> Iterator[WirePicture]:
    """The picture of an item, which leads it: the largest of its media, else its enclosure, its own image or thumbnail.
    What else is offered is mostly the same picture in other sizes."""
    for kinds in (_media(entry), _enclosures(entry), _images(entry), _thumbnails(entry)):
        if offer := best(kinds):
            yield WirePicture(
                address=address_of(offer.address, base),
                width=offer.width,
                height=offer.height,
                caption=_caption(entry),
                credit=headline_of(_credit(entry, offer))[:200],
                copyright_notice=headline_of(_text(entry.get("media_copyright"))),
                is_lead=True,
            )
            return


def left_out(entry: dict[str, Any]) -> Iterator[str]:
    """What an item brings that is no picture, such as the sound of a podcast: a sentence for each."""
    for enclosure in _parts(entry, "enclosures")[:_TOLD]:
        kind, address = headline_of(_text(enclosure.get("type"))), headline_of(_text(enclosure.get("href")))
        if address and not (kind.startswith("image") or _is_picture(address)):
            yield f"Attached and not taken: {kind[:60] or 'a file'} ({address[:300]})."


def caption_of(entry: dict[str, Any]) -> str:
    """What is said of the picture or film of an item (`feed_bytes` renames it)."""
    return _text(entry.get("media_caption"))


def _caption(entry: dict[str, Any]) -> str:
    """Of several nobody knows which is meant; where the item has no other words they are its text."""
    is_its = len(_parts(entry, "media_content")) == 1 and (entry.get("summary_detail") or entry.get("content"))
    return cut(headline_of(caption_of(entry)), most=1000) if is_its else ""


def _media(entry: dict[str, Any]) -> Iterator[Offer]:
    for media in _parts(entry, "media_content"):
        kind, medium = _text(media.get("type")), _text(media.get("medium"))
        if kind.startswith("image/") or medium == "image" or not (kind or medium) and _is_picture(media.get("url")):
            yield Offer(_text(media.get("url")), pixels(media.get("width")), pixels(media.get("height")), kind)


def _enclosures(entry: dict[str, Any]) -> Iterator[Offer]:
    """A length that is given is no use: it lies."""
    for enclosure in _parts(entry, "enclosures"):
        kind = _text(enclosure.get("type"))
        if kind.startswith("image/"):
            yield Offer(_text(enclosure.get("href")), kind=kind)
        elif kind in ("", "image") and _is_picture(enclosure.get("href")):
            yield Offer(_text(enclosure.get("href")))


def _images(entry: dict[str, Any]) -> Iterator[Offer]:
    """That of podcasts; and that of a feed, which some give each of their items."""
    held = entry.get("image")
    yield Offer(_text(held.get("href")) if isinstance(held, dict) else "")
    if _is_picture(entry.get("href")):
        yield Offer(_text(entry.get("href")))


def _thumbnails(entry: dict[str, Any]) -> Iterator[Offer]:
    for media in _parts(entry, "media_thumbnail"):
        yield Offer(_text(media.get("url")), pixels(media.get("width")), pixels(media.get("height")))


def _credit(entry: dict[str, Any], offer: Offer) -> str:
    """That of the medium where each has one, else the first."""
    credits = [_text(credit.get("content")) for credit in _parts(entry, "media_credit")]
    addresses = [_text(media.get("url")) for media in _parts(entry, "media_content")]
    has_each = len(credits) == len(addresses) and offer.address in addresses
    return credits[addresses.index(offer.address)] if has_each else next(iter(credits), "")


def _is_picture(address: object) -> bool:
    """By its name, where nobody says of what type it is."""
    return bool(_NAMED.search(_text(address).partition("?")[0].partition("#")[0]))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _parts(entry: dict[str, Any], name: str) -> list[dict[str, Any]]:
    held = entry.get(name)
    return [part for part in held if isinstance(part, dict)] if isinstance(held, list) else []
