"""What the XMP packet of a picture says (ISO 16684-1; IPTC Photo Metadata Standard 2023.2). Pure."""

from __future__ import annotations

from typing import Any

from lxml import etree
from PIL.ImageFile import ImageFile

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"
PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
RIGHTS = "{http://ns.adobe.com/xap/1.0/rights/}"
CORE = "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}"
EXTENDED = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
MOST_BYTES = 1_000_000
_PLACES = (f"{CORE}Location", f"{PHOTOSHOP}City", f"{PHOTOSHOP}Country")


def read(image: ImageFile) -> dict[str, Any]:
    """The fields that the packet has; see `credits.read`. Raises what a broken packet leads to."""
    packet = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    packet = packet.encode() if isinstance(packet, str) else packet
    if not packet or len(packet) > MOST_BYTES:
        return {}
    root = etree.fromstring(packet.strip(b"\0 \n"), _parser())
    if root.getroottree().docinfo.doctype:
        return {}
    found: dict[str, Any] = {
        "captions": _by_language(root, f"{DC}description"),
        "alternatives": _by_language(root, f"{CORE}AltTextAccessibility"),
        "creator": ", ".join(_items(root, f"{DC}creator")),
        "credit": _plain(root, f"{PHOTOSHOP}Credit"),
        "source": _plain(root, f"{PHOTOSHOP}Source"),
        "copyright": _first(root, f"{DC}rights"),
        "usage_terms": _first(root, f"{RIGHTS}UsageTerms"),
        "licence_url": _plain(root, f"{RIGHTS}WebStatement"),
        "people": _items(root, f"{EXTENDED}PersonInImage"),
        "place": ", ".join(filter(None, (_plain(root, name) for name in _PLACES))),
        "taken_at": _plain(root, f"{PHOTOSHOP}DateCreated"),
    }
    return {name: value for name, value in found.items() if value}


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def _plain(root: etree._Element, name: str) -> str:
    """A property written as an element or, as short ones may be, as an attribute of its description."""
    for element in root.iter(name):
        return (element.text or "").strip()
    for description in root.iter(f"{RDF}Description"):
        if name in description.attrib:
            return description.attrib[name].strip()
    return ""


def _items(root: etree._Element, name: str) -> list[str]:
    return [item.text.strip() for element in root.iter(name) for item in element.iter(f"{RDF}li") if item.text]


def _by_language(root: etree._Element, name: str) -> dict[str, str]:
    """The alternatives of a text, "" for the one that is for everybody."""
    texts: dict[str, str] = {}
    for element in root.iter(name):
        for item in element.iter(f"{RDF}li"):
            language = item.get(LANGUAGE, "").lower().replace("x-default", "")
            texts.setdefault(language, (item.text or "").strip())
    named = {code: text for code, text in texts.items() if code and text}
    return {code: text for code, text in texts.items() if text and (code or text not in named.values())}


def _first(root: etree._Element, name: str) -> str:
    texts = _by_language(root, name)
    return texts.get("") or next(iter(texts.values()), "")
