"""RSS 2.0 as the RSS Advisory Board's profile has it, with what Atom, Dublin Core, content and Media RSS add. Pure."""

from datetime import UTC, datetime
from email.utils import format_datetime

from django.conf import settings
from django.templatetags.static import static
from lxml import etree

from articles.languages import in_language
from articles.paths import absolute
from newsroom.pages.elements import add, document, part, written_with
from newsroom.pages.feeds.entries import Entry, Feed

MEDIA_TYPE = "application/rss+xml"
_PREFIXES = ("atom", "content", "dc", "media")


def feed_document(feed: Feed) -> bytes:
    prefixes = (*_PREFIXES, "fh") if feed.is_archived else _PREFIXES
    root = document("rss", prefixes=prefixes, version="2.0")
    channel = add(root, "channel")
    add(channel, "title", feed.title)
    add(channel, "link", feed.page_address)
    add(channel, "description", feed.description)
    add(channel, "atom:link", rel="self", type=MEDIA_TYPE, href=feed.address)
    for relation, address in feed.others.items():
        add(channel, "atom:link", rel=relation, type=MEDIA_TYPE, href=address)
    if feed.is_archived:
        add(channel, "fh:archive")
    elif settings.WEBSUB_HUB:
        add(channel, "atom:link", rel="hub", href=settings.WEBSUB_HUB)
    add(channel, "language", feed.language)
    add(channel, "lastBuildDate", _moment(feed.updated_at))
    add(channel, "docs", "https://www.rssboard.org/rss-specification")
    _add_logo(channel, feed)
    return written_with(root, feed.entries, end=b"</channel>")


def _add_logo(channel: etree._Element, feed: Feed) -> None:
    """The title and address are the channel's own: readers show the picture in place of them."""
    logo = add(channel, "image")
    add(logo, "url", absolute(static("pages/icon.png")))
    add(logo, "title", feed.title)
    add(logo, "link", feed.page_address)


def entry_markup(entry: Entry, *, language: str) -> bytes:
    """Return the entry as it stands in a feed of its language: by the newsroom, if nobody is named. The description
    goes before the full text: some readers take whichever comes last."""
    item = add(document("rss", prefixes=_PREFIXES), "item")
    newsroom = in_language(settings.NEWSROOM_NAME, language)
    add(item, "title", entry.title)
    add(item, "link", entry.address)
    add(item, "guid", entry.id, isPermaLink="false")
    add(item, "pubDate", _moment(entry.published_at))
    add(item, "atom:updated", entry.updated_at.astimezone(UTC).isoformat(timespec="seconds"))
    for name in [person.name for person in entry.authors] or [newsroom]:
        add(item, "dc:creator", name)
    for term, label in entry.categories:
        add(item, "category", label or term)
    if entry.summary:
        add(item, "description", entry.summary)
    add(item, "content:encoded", entry.content)
    if entry.picture:
        _add_picture(item, entry)
    return part(item)


def _add_picture(item: etree._Element, entry: Entry) -> None:
    """As an enclosure, which has to give the file's length, and as Media RSS, which says more of it."""
    rendition = entry.picture or {}
    file = {"url": entry.picture_address, "type": rendition["media_type"]}
    if rendition["file_size"]:
        add(item, "enclosure", **file, length=rendition["file_size"])
    media = add(
        item,
        "media:content",
        **file,
        medium="image",
        fileSize=rendition["file_size"] or None,
        width=rendition["width"],
        height=rendition["height"],
    )
    if entry.alternative:
        add(media, "media:description", entry.alternative, type="plain")
    if entry.picture_credit:
        add(media, "media:credit", entry.picture_credit)


def _moment(at: datetime) -> str:
    return format_datetime(at.astimezone(UTC))
