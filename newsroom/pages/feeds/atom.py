"""Atom: RFC 4287. Pure."""

from datetime import UTC, datetime

from django.conf import settings
from django.templatetags.static import static
from lxml import etree

from articles.languages import in_language
from articles.paths import absolute
from newsroom.pages.credited import Credited
from newsroom.pages.elements import NAMESPACES, XML_LANGUAGE, add, document, part, written_with
from newsroom.pages.feeds.entries import Entry, Feed

MEDIA_TYPE = "application/atom+xml"


def feed_document(feed: Feed) -> bytes:
    root = document("feed", namespace=NAMESPACES["atom"], **{XML_LANGUAGE: feed.language})
    add(root, "id", feed.address)
    add(root, "title", feed.title)
    add(root, "subtitle", feed.description)
    add(root, "link", rel="self", type=MEDIA_TYPE, href=feed.address)
    add(root, "link", rel="alternate", type="text/html", hreflang=feed.language, href=feed.page_address)
    add(root, "icon", absolute(static("pages/icon.png")))
    if settings.WEBSUB_HUB:
        add(root, "link", rel="hub", href=settings.WEBSUB_HUB)
    add(root, "updated", _moment(feed.updated_at))
    publisher = add(root, "author")  # of an entry that names nobody
    add(publisher, "name", in_language(settings.NEWSROOM_NAME, feed.language))
    add(publisher, "uri", absolute("/"))
    return written_with(root, feed.entries, end=b"</feed>")


def entry_markup(entry: Entry, *, language: str) -> bytes:
    """Return the entry as it stands in a feed of its language."""
    element = add(document("feed", namespace=NAMESPACES["atom"]), "entry")
    add(element, "id", entry.id)
    add(element, "title", entry.title)
    add(element, "link", rel="alternate", type="text/html", hreflang=language, href=entry.address)
    if entry.picture:
        add(
            element,
            "link",
            rel="enclosure",
            type=entry.picture["media_type"],
            href=entry.picture_address,
            length=entry.picture["file_size"] or None,
            title=entry.alternative or None,
        )
    add(element, "published", _moment(entry.published_at))
    add(element, "updated", _moment(entry.updated_at))
    for person in entry.authors:
        _add_person(element, "author", person)
    for person in entry.contributors:
        _add_person(element, "contributor", person)
    for term, label in entry.categories:
        add(element, "category", term=term, label=label)
    if entry.summary:
        add(element, "summary", entry.summary)
    add(element, "content", entry.content, type="html")
    return part(element)


def _add_person(element: etree._Element, name: str, person: Credited) -> None:
    added = add(element, name)
    add(added, "name", person.name)
    if person.path:
        add(added, "uri", absolute(person.path))


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
