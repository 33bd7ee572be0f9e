"""XML as a tree, never as text put together: feeds, sitemaps and oEmbed are written with it. Pure."""

from collections.abc import Iterable

from lxml import etree

from articles.texts import without_controls

XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "fh": "http://purl.org/syndication/history/1.0",
    "image": "http://www.google.com/schemas/sitemap-image/1.1",
    "media": "http://search.yahoo.com/mrss/",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
    "xhtml": "http://www.w3.org/1999/xhtml",
}


def document(name: str, *, namespace: str | None = None, prefixes: tuple[str, ...] = (), **attributes: str):
    """Return the root of a document in a namespace (or none), which names the prefixes that it uses."""
    names = {prefix: NAMESPACES[prefix] for prefix in prefixes} | ({None: namespace} if namespace else {})
    return etree.Element(etree.QName(namespace, name), attributes, nsmap=names)


def add(parent: etree._Element, name: str, text: str = "", /, **attributes: object) -> etree._Element:
    """Append an element, of a prefix (`media:content`) or of its parent's namespace, and return it.

    Characters that XML 1.0 cannot hold are left out; attributes that are None are not there.
    """
    given = {key: _clean(str(value)) for key, value in attributes.items() if value is not None}
    element = etree.SubElement(parent, _qualified(name, parent.tag), given)
    element.text = _clean(text) or None
    return element


def written(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")


def part(element: etree._Element) -> bytes:
    """Return an element without attributes as it stands in its document, whose root names the namespaces."""
    start, _end, rest = etree.tostring(element, encoding="utf-8").partition(b">")
    return start.partition(b" ")[0] + b">" + rest


def written_with(root: etree._Element, parts: Iterable[bytes], *, end: bytes) -> bytes:
    """Return the document with parts of it put before an end tag, its last one of that name."""
    start, tag, rest = written(root).rpartition(end)
    return b"".join([start, *parts, tag, rest])


def _clean(text: str) -> str:
    return text if text.isprintable() else without_controls(text)


def _qualified(name: str, parent: str) -> str:
    prefix, _colon, local = name.rpartition(":")
    if prefix:
        return f"{{{NAMESPACES[prefix]}}}{local}"
    namespace, _brace, _name = parent.rpartition("}")
    return f"{namespace}}}{local}" if namespace else local
