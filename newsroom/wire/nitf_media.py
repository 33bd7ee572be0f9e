"""Media in a body of NITF, put as HTML has them, with what is said of their rights. Pure."""

from __future__ import annotations

from lxml import etree

from newsroom.wire.foreign_pictures import Offer, address_of, best, pixels
from newsroom.wire.stories import WirePicture
from newsroom.wire.xml_reading import Element
from newsroom.wire.xml_values import children, inside, line_of, said

_PLAYED = {"video": "video", "audio": "audio"}


def put_media(body: Element, base: str) -> tuple[dict[str, WirePicture], list[str]]:
    """Changes each medium of a body into a figure, or an element that plays it. Returns the pictures by their address,
    and sentences on what could not be kept."""
    known: dict[str, WirePicture] = {}
    lost: list[str] = []
    for media in list(inside(body, "media")):
        offers = [_offer(reference, base) for reference in children(media, "media-reference")]
        kind = _kind(media, offers)
        picture = _picture(media, best(offers)) if kind == "image" else None
        address = next((offer.address for offer in offers if offer.address), "")
        _empty(media)
        if picture:
            known |= {picture.address: picture}
            _show(media, picture)
        elif kind in _PLAYED and address:
            media.tag = "div"
            etree.SubElement(media, _PLAYED[kind]).set("src", address)
        else:
            lost.append(
                f"A medium of type {kind[:40] or 'unknown'} could not be kept ({address[:300] or 'no address'})."
            )
            media.tag = "span"
    return known, lost


def _offer(reference: Element, base: str) -> Offer:
    address = address_of(reference.get("source") or "", base)
    return Offer(
        address, pixels(said(reference, "width")), pixels(said(reference, "height")), said(reference, "mime-type")
    )


def _kind(media: Element, offers: list[Offer]) -> str:
    """As it says; where that is no kind we know, such as "Photo", as its files are."""
    kinds = (said(media, "media-type"), *(offer.kind for offer in offers))
    named = [kind.partition("/")[0].lower() for kind in kinds if kind]
    return next((kind for kind in named if kind in ("image", *_PLAYED)), named[0] if named else "")


def _picture(media: Element, offer: Offer | None) -> WirePicture | None:
    if not offer:
        return None
    references = list(children(media, "media-reference"))
    words = " ".join(line for caption in children(media, "media-caption") if (line := line_of(caption)))
    return WirePicture(
        address=offer.address,
        caption=words[:2000],
        alternative=_first(references, "alternate-text")[:2000],
        credit=line_of(next(children(media, "media-producer"), None)) or _first(references, "source-credit"),
        copyright_notice=_first(references, "copyright"),
        width=offer.width,
        height=offer.height,
    )


def _first(references: list[Element], name: str) -> str:
    return next((value for reference in references if (value := said(reference, name))), "")


def _empty(media: Element) -> None:
    media.text = None
    for inner in list(media):
        media.remove(inner)
    media.attrib.clear()


def _show(media: Element, picture: WirePicture) -> None:
    media.tag = "figure"
    etree.SubElement(media, "img").set("src", picture.address)
    if picture.caption:
        etree.SubElement(media, "figcaption").text = picture.caption
