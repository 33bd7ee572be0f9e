"""Which pictures of a NewsML-G2 message belong to which of its stories: by package, or by a story's own links. Pure."""

from __future__ import annotations

from collections.abc import Iterator
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


@dataclass
class Belongings:
    """`known` has pictures by every address, `told` by guid what is to be said of a package."""

    by_guid: dict[str, WirePicture] = field(default_factory=dict)
    held_back: set[str] = field(default_factory=set)
    stories: set[str] = field(default_factory=set)
    known: dict[str, WirePicture] = field(default_factory=dict)
    named: dict[str, dict[str, None]] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)

    def of(self, item: Element) -> Pictures:
        """The pictures that packages give to an item, and those that it links to itself."""
        names = dict(self.named.get(guid_of(item), {}))
        names |= {said(link, "residref"): None for link in children(child(item, "itemMeta"), "link")}
        found = Pictures()
        for name in names:
            if name in self.held_back:
                found.doubts.append(f"A picture was left out, since its source holds it back: {name[:200]}.")
            elif picture := self.by_guid.get(name):
                found.pictures.append(replace(picture, is_lead=not found.pictures))
        return found


def survey(items: Iterator[Element], terms: Terms) -> Belongings:
    """Goes once over all items. What comes after a place that cannot be read belongs to nothing."""
    found = Belongings()
    packages: list[tuple[str, list[list[str]]]] = []
    try:
        for item in items:
            if local_name(item) == "packageItem":
                packages.append((guid_of(item), list(_groups(item))))
            elif local_name(item) == "newsItem" and item_class(item) in _PICTURES:
                _add(found, item, terms)
            elif local_name(item) == "newsItem":
                found.stories.add(guid_of(item))
    except Unreadable:
        pass  # told where the items are read
    for guid, groups in packages:
        _share_out(found, guid, groups)
    return found


def _add(found: Belongings, item: Element, terms: Terms) -> None:
    guid = guid_of(item)
    offers = [_offer(part, terms) for part in inside(item, "remoteContent")]
    offer = best(offers)
    if status_of(item) not in (None, "usable") or embargo_text(item) is not None:
        found.held_back.add(guid)
        found.by_guid.pop(guid, None)
    elif offer and guid not in found.held_back:
        found.by_guid[guid] = picture = _picture(item, offer)
        found.known |= {other.address: picture for other in offers if other.address}


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


def _share_out(found: Belongings, guid: str, groups: list[list[str]]) -> None:
    """Pictures go to the first story of their group; those of a group without one to the first of the package."""
    stories = [name for group in groups for name in group if name in found.stories]
    shared = 0
    for group in groups:
        owner = next((name for name in group if name in found.stories), next(iter(stories), None))
        pictures = [name for name in group if name in found.by_guid or name in found.held_back]
        shared += len(pictures) if owner is not None else 0
        if owner is not None:
            found.named.setdefault(owner, {}).update(dict.fromkeys(pictures))
    missing = sum(name not in found.stories and name not in found.by_guid for group in groups for name in group)
    found.told[guid] = f" It joins {len(stories)} stories of the file and {shared} pictures; {missing} are not in it."
