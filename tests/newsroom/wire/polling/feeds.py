"""Feeds and kills as servers of tests give them."""

import json
from html import escape

ITEM = (
    "<item><guid isPermaLink='false'>{name}</guid><title>{title}</title>"
    "<pubDate>Sun, 29 Nov 2026 08:00:00 GMT</pubDate><description>{text}</description></item>"
)


def item(name="ferry-1", title="Ferries run again", text="The port said that boats go from Monday."):
    return ITEM.format(name=name, title=title, text=text)


def feed(*items, ttl=""):
    return f"<rss version='2.0'><channel><title>Coast</title>{ttl}{''.join(items)}</channel></rss>".encode()


def illustrated(*addresses, name="ferry-1", text="Boats go from Monday."):
    """An item whose text shows pictures, each with what is said of it."""
    figures = (
        f'<figure><img src="{address}" alt="A quay"><figcaption>The quay at noon</figcaption></figure>'
        for address in addresses
    )
    return item(name=name, title=f"Ferries run again: {name}", text=escape(f"<p>{text}</p>{''.join(figures)}"))


def ninjs(*, status="usable", version="1", headline="Ferries run again"):
    told = {
        "uri": "urn:coast:1",
        "type": "text",
        "version": version,
        "pubstatus": status,
        "versioncreated": f"2026-11-29T08:0{version}:00Z",
        "language": "en",
        "headline": headline,
        "body_xhtml": "<p>The port said that boats go from Monday.</p>",
    }
    return json.dumps(told).encode()
