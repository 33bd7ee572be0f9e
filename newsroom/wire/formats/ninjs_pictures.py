"""The pictures that an item of ninjs brings along, with their rights. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from articles.texts import clean_line
from newsroom.wire.foreign_html import headline_of
from newsroom.wire.foreign_pictures import Offer, address_of, best, pixels
from newsroom.wire.formats.ninjs_items import Item
from newsroom.wire.notices import embargo_of, standing_of
from newsroom.wire.reading import Terms
from newsroom.wire.stories import Standing, WirePicture

_PICTURES = ("picture", "graphic")


@dataclass
class Attached:
    """Pictures in their order, the first leads; each by every address that it has; and what else was attached."""

    pictures: list[WirePicture] = field(default_factory=list)
    known: dict[str, WirePicture] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)


def attached(item: Item, terms: Terms) -> Attached:
    found = Attached()
    for other in item.items("associations", "association"):
        kind = other.text("type").lower()
        if kind not in _PICTURES and not (kind == "" and list(other.items("renditions"))):
            said = clean_line(other.best("headlines", role="main") or other.text("headline", "title", "uri"))[:200]
            found.doubts.append(f"Attached and not taken: {kind[:40] or 'item'} “{said}”.")
        elif refusal := _refusal(other, terms):
            found.doubts.append(refusal)
        else:
            _add(found, other, terms)
    return found


def _refusal(item: Item, terms: Terms) -> str:
    standing, _doubts = standing_of(item.optional("pubstatus"))
    embargo, _doubts = embargo_of(item.optional("embargoed", "embargoeduntil"), terms)
    if standing is Standing.USABLE and embargo is None:
        return ""
    return f"A picture was left out, since its source holds it back: {clean_line(item.text('uri'))[:200]}."


def _add(found: Attached, item: Item, terms: Terms) -> None:
    offers = [_offer(rendition, terms) for rendition in item.items("renditions")]
    if not (offer := best(offers)):
        found.doubts.append(f"A picture has no address that can be used: {clean_line(item.text('uri'))[:200]}.")
        return
    picture = WirePicture(
        address=offer.address,
        caption=headline_of(item.best("descriptions", role="caption") or item.text("description_text"))[:2000],
        alternative=_alternative(item)[:2000],
        credit=item.line("creditline", "byline", "by"),
        copyright_notice=item.line("copyrightnotice"),
        usage_terms=item.line("usageterms"),
        width=offer.width,
        height=offer.height,
        is_lead=not found.pictures,
    )
    found.pictures.append(picture)
    found.known |= {other.address: replace(picture, is_lead=False) for other in offers if other.address}


def _alternative(item: Item) -> str:
    """Superdesk has it as the text of a picture."""
    named = item.text("alttext", "alternativetext") or item.in_role("descriptions", role="alttext")
    return clean_line(named or item.text("body_text"))


def _offer(rendition: Item, terms: Terms) -> Offer:
    address = address_of(rendition.text("href"), terms.address)
    kind = rendition.text("contenttype", "mimetype")
    return Offer(address, pixels(rendition.text("width")), pixels(rendition.text("height")), kind)
