"""Feeds and kills as servers of tests give them."""

import json

ITEM = (
    "<item><guid isPermaLink='false'>{name}</guid><title>{title}</title>"
    "<pubDate>Sun, 29 Nov 2026 08:00:00 GMT</pubDate><description>{text}</description></item>"
)


def item(name="ferry-1", title="Ferries run again", text="The port said that boats go from Monday."):
    return ITEM.format(name=name, title=title, text=text)


def feed(*items, ttl=""):
    return f"<rss version='2.0'><channel><title>Coast</title>{ttl}{''.join(items)}</channel></rss>".encode()


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
