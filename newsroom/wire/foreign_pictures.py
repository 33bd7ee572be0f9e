"""Pictures as agencies offer them: one in several sizes, of which the largest that can be read is taken. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import urljoin

from newsroom.wire.foreign_html import Taken
from newsroom.wire.stories import WirePicture

_HERE = re.compile(r"(?:file:///?)?(?:\./\s*)+|file:///")
_READ = re.compile(r"image/(?:p?jpe?g|png|webp|avif|gif)", re.IGNORECASE)
_WIDEST = 100_000


class Offer(NamedTuple):
    """One size of a picture, by its address; `kind` is its media type, "" where nobody says."""

    address: str
    width: int | None = None
    height: int | None = None
    kind: str = ""


def best(offers: Iterable[Offer]) -> Offer | None:
    """The largest one that a newsroom reads, by one side where the other is not said; of several as large, or without
    sizes, the first."""
    fit = [offer for offer in offers if offer.address and (not offer.kind or _READ.match(offer.kind.strip()))]
    return max(fit, key=_size, default=None)


def _size(offer: Offer) -> int:
    width, height = offer.width or offer.height or 0, offer.height or offer.width or 0
    return width * height


def address_of(href: str, base: str) -> str:
    """Where a picture lies: absolute if it or `base` is, else a path beside the file that speaks of it."""
    href = _HERE.sub("", href.strip(), count=1) if href.strip().startswith(("./", "file:")) else href.strip()
    try:
        return urljoin(base, href) if base and href else href
    except ValueError:
        return ""


def pixels(value: object) -> int | None:
    """A width or height; None for what is none."""
    text = str(value).strip()[:20] if isinstance(value, int | float | str) and not isinstance(value, bool) else ""
    number = text.removesuffix("px").partition(".")[0]
    return int(number) if number.isascii() and number.isdigit() and 0 < int(number) <= _WIDEST else None


def show_below(taken: Taken, pictures: Iterable[WirePicture]) -> None:
    """Adds pictures that came beside a text. One that leads stands above it; of the others, those that the text does
    not show itself stand below it."""
    places = {shown.address: place for place, shown in enumerate(taken.pictures)}
    for picture in pictures:
        place = places.setdefault(picture.address, len(taken.pictures))
        if place < len(taken.pictures):
            taken.pictures[place] = replace(taken.pictures[place], is_lead=picture.is_lead)
            continue
        taken.pictures.append(picture)
        if not picture.is_lead:
            taken.body += f'<figure data-picture="{len(taken.pictures)}"></figure>'
