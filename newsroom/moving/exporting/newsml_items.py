"""A story as items of NewsML-G2 2.31: the news item of its text, and one for each of its pictures.

It says what its item of ninjs says, in the words of NewsML-G2. An item of a picture is its story's own, since caption
and credit are. There are no packages: what stands where on a front is the site's.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.conf import settings
from lxml import etree

from articles.languages import in_language, is_right_to_left
from articles.models import Publication
from articles.paths import absolute
from articles.texts import without_controls
from newsroom.api import ninjs
from newsroom.pages.credited import WRITERS, credited
from newsroom.pages.elements import NAMESPACES, XML_LANGUAGE, add

NEWSML = "http://iptc.org/std/nar/2006-10-01/"
CATALOG = "http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_38.xml"
MEDIA = "media"  # the folder beside the messages, which has a file for each picture
_XHTML = f"{{{NAMESPACES['xhtml']}}}"
_ROLES = {"photos": "photographer", "translation": "translator", "editing": "editor"}
Element = etree._Element


class Items(NamedTuple):
    """What a message has of a story: items, and names of public files; `kind` is what it is counted as."""

    items: list[Element]
    files: list[str]
    kind: str


def message() -> Element:
    """An empty message: items are added to its set."""
    root = etree.Element(f"{{{NEWSML}}}newsMessage", nsmap={None: NEWSML})
    header = add(root, "header")
    add(header, "sent", ninjs.moment(datetime.now(UTC)))
    add(header, "sender", _provider_address())
    add(root, "itemSet")
    return root


def items_of(publication: Publication, *, addresses: Mapping[int | str, str]) -> Items:
    """Return the item of a live story, then those of its pictures."""
    said = ninjs.item(publication, addresses=addresses)
    pictures = said.get("associations", ())
    own = [_picture_item(picture, said, number=number) for number, picture in enumerate(pictures, start=1)]
    return Items([_text_item(publication, said), *own], list(map(_file_of, pictures)), "stories")


def notice_of(publication: Publication) -> Items:
    """Return what is left of a story that was taken back: an item without content, whose status says so."""
    version = str(int(publication.changed_at.timestamp()))
    said = ninjs.taken_back(publication) | {"version": version, "language": publication.language}
    item = _item(said)
    _add_item_meta(item, said, kind="text")
    return Items([item], [], "notices")


def _file_of(picture: Mapping[str, Any]) -> str:
    """The name of the file of a picture that lies beside the messages."""
    return str(picture["uri"]).rpartition("/")[2]


def _item(said: Mapping[str, Any], *, guid: str = "") -> Element:
    attributes = {"guid": guid or said["uri"], "version": said["version"], "standard": "NewsML-G2"}
    attributes |= {"standardversion": "2.31", "conformance": "power", XML_LANGUAGE: said["language"]}
    attributes["dir"] = "rtl" if is_right_to_left(said["language"]) else "ltr"
    item = etree.Element(f"{{{NEWSML}}}newsItem", attributes, nsmap={None: NEWSML})
    add(item, "catalogRef", href=CATALOG)
    return item


def _add_item_meta(item: Element, said: Mapping[str, Any], *, kind: str, names_provider: bool = True) -> Element:
    """Whoever reads an item that has no credit line takes the provider's name for one."""
    meta = add(item, "itemMeta")
    add(meta, "itemClass", qcode=f"ninat:{kind}")
    provider = add(meta, "provider", uri=_provider_address())
    if names_provider:
        add(provider, "name", in_language(settings.NEWSROOM_NAME, said["language"]))
    add(meta, "versionCreated", said["versioncreated"])
    if first := said.get("firstcreated"):
        add(meta, "firstCreated", first)
    add(meta, "pubStatus", qcode=f"stat:{said['pubstatus']}")
    return meta


def _text_item(publication: Publication, said: Mapping[str, Any]) -> Element:
    item = _item(said)
    _add_rights(item, said)
    meta = _add_item_meta(item, said, kind="text")
    for subject in said.get("subjects", ()):
        if subject["rel"] == ninjs.SECTION:
            add(add(meta, "service", uri=subject["uri"]), "name", subject["name"])
    add(meta, "title", publication.headline)
    for row in publication.correction_rows:
        add(meta, "edNote", row["text"])
    add(meta, "link", rel="irel:seeAlso", href=absolute(publication.path), contenttype="text/html")
    for number, _picture in enumerate(said.get("associations", ()), start=1):
        add(meta, "link", rel="irel:seeAlso", residref=_picture_guid(said, number))
    _add_content_meta(add(item, "contentMeta"), publication, said)
    _add_body(add(item, "contentSet"), publication, said)
    return item


def _add_rights(item: Element, said: Mapping[str, Any]) -> None:
    if not any(said.get(name) for name in ("copyrightholder", "copyrightnotice", "usageterms")):
        return
    rights = add(item, "rightsInfo")
    if holder := said.get("copyrightholder"):
        add(add(rights, "copyrightHolder"), "name", holder)
    if notice := said.get("copyrightnotice"):
        add(rights, "copyrightNotice", notice)
    if terms := said.get("usageterms"):
        add(rights, "usageTerms", terms)


def _add_content_meta(meta: Element, publication: Publication, said: Mapping[str, Any]) -> None:
    add(meta, "contentCreated", said["contentcreated"])
    add(meta, "contentModified", said["versioncreated"])
    if place := said.get("located"):
        add(add(meta, "located"), "name", place)
    for source in said.get("infosources", ()):
        add(add(meta, "infoSource", uri=source.get("uri")), "name", source["name"])
    _add_people(meta, publication)
    add(meta, "language", tag=said["language"])
    for subject in said.get("subjects", ()):
        add(add(meta, "subject", type="cpnat:abstract", uri=subject["uri"]), "name", subject["name"])
    add(meta, "headline", publication.headline)
    if publication.credit_line:
        add(meta, "creditline", publication.credit_line)
    if publication.standfirst:
        add(meta, "description", publication.standfirst, role="drol:summary")


def _add_people(meta: Element, publication: Publication) -> None:
    """Writers, then who took part; agencies are sources."""
    people = [one for one in credited(publication) if not one.is_agency]
    for name, is_writer in (("creator", True), ("contributor", False)):
        for one in people:
            if (one.role in WRITERS) is is_writer:
                role = None if is_writer else f"crol:{_ROLES[one.role]}"
                page = absolute(one.bare_path) if one.bare_path else None
                add(add(meta, name, role=role, uri=page), "name", one.name)


def _add_body(contents: Element, publication: Publication, said: Mapping[str, Any]) -> None:
    rich, _plain = said["bodies"]
    holder = add(contents, "inlineXML", contenttype=rich["contenttype"], wordcount=rich["wordcount"])
    page = etree.SubElement(holder, f"{_XHTML}html", nsmap={None: NAMESPACES["xhtml"]})
    head, body = etree.SubElement(page, f"{_XHTML}head"), etree.SubElement(page, f"{_XHTML}body")
    etree.SubElement(head, f"{_XHTML}title").text = without_controls(publication.headline)
    tree = etree.fromstring(without_controls(rich["value"]))
    for element in tree.iter(etree.Element):
        element.tag = f"{_XHTML}{element.tag}"
    body.append(tree)


def _picture_guid(said: Mapping[str, Any], number: int) -> str:
    return f"{said['uri']}/picture/{number}"


def _picture_item(picture: Mapping[str, Any], said: Mapping[str, Any], *, number: int) -> Element:
    shared = {name: said[name] for name in ("version", "language", "versioncreated", "firstcreated")}
    own = {**shared, **picture}
    item = _item(own, guid=_picture_guid(said, number))
    _add_rights(item, picture)
    credit = picture.get("by", "")
    _add_item_meta(item, own, kind="picture", names_provider=bool(credit))
    meta = add(item, "contentMeta")
    add(meta, "language", tag=own["language"])
    if credit:
        add(meta, "creditline", credit)
    for text in picture.get("descriptions", ()):
        add(meta, "description", text["value"], role=f"drol:{text['role']}")
    _add_files(add(item, "contentSet"), picture)
    return item


def _add_files(contents: Element, picture: Mapping[str, Any]) -> None:
    """The one beside the message, then all of the site's."""
    beside = _file_of(picture)
    for rendition in picture["renditions"]:
        if rendition["href"].endswith(f"/{beside}"):
            _add_file(contents, rendition, href=f"{MEDIA}/{beside}")
    for rendition in picture["renditions"]:
        _add_file(contents, rendition, href=rendition["href"])


def _add_file(contents: Element, rendition: Mapping[str, Any], *, href: str) -> None:
    add(
        contents,
        "remoteContent",
        href=href,
        contenttype=rendition["contenttype"],
        size=rendition.get("sizeinbytes"),
        width=rendition["width"],
        height=rendition["height"],
    )


def _provider_address() -> str:
    return absolute("/")
