"""XML as a tree, never as text put together: feeds, sitemaps and oEmbed are written with it. Pure."""

from collections.abc import Mapping

from lxml import etree

from articles.texts import without_controls

XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def document(name: str, *, namespaces: Mapping[str | None, str], **attributes: str) -> etree._Element:
    """Return the root of a document in the namespace that has no prefix."""
    return etree.Element(_qualified(name, namespaces), attributes, nsmap=dict(namespaces))


def add(parent: etree._Element, name: str, text: str = "", /, **attributes: object) -> etree._Element:
    """Append an element, its name with a prefix of the document's (`media:content`), and return it.

    Characters that XML 1.0 cannot hold are left out; attributes that are None are not there.
    """
    given = {key: without_controls(str(value)) for key, value in attributes.items() if value is not None}
    element = etree.SubElement(parent, _qualified(name, parent.nsmap), given)
    element.text = without_controls(text) or None
    return element


def written(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")


def _qualified(name: str, namespaces: Mapping[str | None, str]) -> etree.QName:
    prefix, _colon, local = name.rpartition(":")
    return etree.QName(namespaces.get(prefix or None), local)
