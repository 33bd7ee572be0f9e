"""Which pictures of a NewsML-G2 message belong to which of its stories: by package, or by a story's own links. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace

from newsroom.wire.foreign_pictures import Offer, address_of, best, pixels
from newsroom.wire.formats.g2_meta import (
    credit_of,
    embargo_text,
    guid_of,
    item_class,
    people_of,
    rights_of,
    status_of,
)
from newsroom.wire.kept_pictures import KeptPictures
from newsroom.wire.on_disk import OnDisk
from newsroom.wire.reading import Terms, Unreadable
from newsroom.wire.stories import WirePicture
from newsroom.wire.xml_reading import Element, local_name
from newsroom.wire.xml_values import child, children, inside, language_tag, line_of, said

_PICTURES = ("picture", "graphic")


@dataclass
class Pictures:
    """A story's pictures in their order, the first leads, and what is to be said of those that it goes without."""

    pictures: list[WirePicture] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


class Belongings:
    """What the items of a message know of each other. It is on the disk until it is closed."""

    def __init__(self) -> None:
        self._kept = OnDisk()
        self._pictures = KeptPictures(self._kept)

    def known(self, address: str) -> WirePicture | None:
        """The picture that has this address among others."""
        return self._pictures.get("at", address)

    def told(self, guid: str) -> str:
        """What is to be said of a package."""
        return self._kept.last(f"told {guid}") or ""

    def of(self, item: Element, terms: Terms) -> Pictures:
        """The pictures that packages give to an item, those that it links to itself, and one that it brings."""
        names = dict.fromkeys(self._kept.of(f"of {guid_of(item)}"))
        names |= {said(link, "residref"): None for link in children(child(item, "itemMeta"), "link")}
        found = Pictures()
        for name in names:
            if self._is("held", name):
                found.doubts.append(f"A picture was left out, since its source holds it back: {name[:200]}.")
            elif picture := self._pictures.get("picture", name):
                found.pictures.append(replace(picture, is_lead=not found.pictures))
        if offer := best(_brought(item, terms)):
            _add_own(found, item, offer)
        return found

    def survey(self, items: Iterator[Element], terms: Terms) -> None:
        """Goes once over all items. What comes after a place that cannot be read belongs to nothing."""
        with suppress(Unreadable):  # told where the items are read
            for item in items:
                if local_name(item) == "packageItem":
                    self._kept.add("package", json.dumps([guid_of(item), list(_groups(item))]))
                elif local_name(item) == "newsItem" and item_class(item) in _PICTURES:
                    self._add(item, terms)
                elif local_name(item) == "newsItem":
                    self._kept.add(f"story {guid_of(item)}", "")
        for package in self._kept.of("package"):
            self._share_out(*json.loads(package))

    def close(self) -> None:
        self._kept.close()

    def _is(self, kind: str, guid: str) -> bool:
        return self._kept.last(f"{kind} {guid}") is not None

    def _add(self, item: Element, terms: Terms) -> None:
        guid = guid_of(item)
        offers = [_offer(part, terms) for part in inside(item, "remoteContent")]
        offer = best(offers)
        if status_of(item) not in (None, "usable") or embargo_text(item) is not None:
            self._kept.add(f"held {guid}", "")
        elif offer and not self._is("held", guid):
            picture = _picture(item, offer)
            self._pictures.add("picture", guid, picture)
            for address in {other.address for other in offers if other.address}:
                self._pictures.add("at", address, picture)

    def _share_out(self, guid: str, groups: list[list[str]]) -> None:
        """Pictures go to the first story of their group; those of a group without one to the first of the package."""
        are_stories = {name for group in groups for name in group if self._is("story", name)}
        are_pictures = {name for group in groups for name in group if self._is("picture", name)}
        stories = [name for group in groups for name in group if name in are_stories]
        shared = 0
        for group in groups:
            owner = next((name for name in group if name in are_stories), next(iter(stories), None))
            pictures = [name for name in group if name in are_pictures or self._is("held", name)]
            shared += len(pictures) if owner is not None else 0
            for name in pictures if owner is not None else ():
                self._kept.add(f"of {owner}", name)
        missing = sum(name not in are_stories and name not in are_pictures for group in groups for name in group)
        said = f" It joins {len(stories)} stories of the file and {shared} pictures; {missing} are not in it."
        self._kept.add(f"told {guid}", said)


def _brought(item: Element, terms: Terms) -> Iterator[Offer]:
    """The sizes of a picture that stands beside a text in one item."""
    offers = (_offer(part, terms) for part in children(child(item, "contentSet"), "remoteContent"))
    return (offer for offer in offers if offer.kind.lower().startswith("image/"))


def _add_own(found: Pictures, item: Element, offer: Offer) -> None:
    """What the item says of its text is said of no picture, but for who has the rights."""
    if not offer.address.startswith(("http://", "https://")) and ":" in offer.address.partition("/")[0]:
        found.doubts.append(f"The picture's address is none that can be followed: {offer.address[:200]}.")
        return
    notice, usage = rights_of(item)
    found.pictures.append(
        WirePicture(
            address=offer.address,
            credit=credit_of(item, language_tag(item)),
            copyright_notice=notice,
            usage_terms=usage,
            width=offer.width,
            height=offer.height,
            is_lead=not found.pictures,
        )
    )


def _offer(part: Element, terms: Terms) -> Offer:
    address = address_of(said(part, "href"), terms.address)
    return Offer(address, pixels(said(part, "width")), pixels(said(part, "height")), said(part, "contenttype"))


def _picture(item: Element, offer: Offer) -> WirePicture:
    tag, content = language_tag(item), child(item, "contentMeta")
    notice, usage = rights_of(item)
    roles = {said(text, "role").rpartition(":")[2].lower(): line_of(text) for text in children(content, "description")}
    people = [byline.name for byline in people_of(item, tag) if byline.role in ("by", "photos", "agency")]
    credit = credit_of(item, tag)
    return WirePicture(
        address=offer.address,
        caption=(roles.get("caption") or next(iter(roles.values()), "") or line_of(child(content, "headline")))[:2000],
        alternative=(roles.get("alttext") or roles.get("accessibility") or "")[:2000],
        credit=" / ".join(dict.fromkeys([*people, *([credit] if credit else [])])),
        copyright_notice=notice,
        usage_terms=usage,
        width=offer.width,
        height=offer.height,
    )


def _groups(package: Element) -> Iterator[list[str]]:
    """What each group of a package lists, in order."""
    for group in inside(child(package, "groupSet"), "group"):
        yield [said(reference, "residref") for reference in children(group, "itemRef")]
