"""A story as a card on other sites: oEmbed 1.0 (https://oembed.com/)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.languages import in_language
from articles.models import Publication
from articles.paths import absolute, language_prefix
from articles.renditions import WHOLE
from newsroom.pages.credited import credited, writers
from newsroom.pages.pictures import PLAIN, of_use
from newsroom.pages.words import direction, stamped

WIDTH, LEAST_WIDTH = 600, 200  # CSS pixels
LINE, LETTER, MARGINS = 26, 9, 90  # about what a line and a letter take, and what is around the text


def story_path(address: str) -> str:
    """Return the path that an address of this site has, "" for one that is not of this site."""
    try:
        asked, own = urlsplit(address.strip()), urlsplit(settings.SITE_URL)
        is_own = asked.scheme in ("http", "https") and asked.netloc.lower() == own.netloc.lower()
    except ValueError:
        return ""
    return unquote(asked.path) if is_own else ""


def card(story: Publication, *, most_wide: int | None, most_high: int | None) -> dict[str, Any]:
    """Return the answer for a live story with byline rows and lead image, within the size that was asked for."""
    width = max(min(most_wide or WIDTH, WIDTH), LEAST_WIDTH)
    height = _height(story.headline, story.standfirst, width=width)
    has_room = not most_high or height <= most_high
    people = writers(credited(story))
    said = {
        "version": "1.0",
        "type": "rich",
        "title": story.headline,
        "author_name": ", ".join(one.name for one in people),
        "author_url": absolute(people[0].path) if len(people) == 1 and people[0].path else "",
        "provider_name": in_language(settings.NEWSROOM_NAME, story.language),
        "provider_url": absolute(language_prefix(story.language) + "/"),
        "cache_age": 3600,
        "html": _markup(story, standfirst=story.standfirst if has_room else ""),
        "width": width,
        "height": height if has_room else _height(story.headline, "", width=width),
        **_thumbnail(story, most_wide=most_wide, most_high=most_high),
    }
    return {name: value for name, value in said.items() if value != ""}


def _markup(story: Publication, *, standfirst: str) -> SafeString:
    """A quotation that leads to the story; it needs neither script nor style."""
    return format_html(
        '<blockquote cite="{0}" lang="{1}" dir="{2}"><p><strong><a href="{0}">{3}</a></strong></p>{4}<p>{5} · {6}</p>'
        "</blockquote>",
        absolute(story.path),
        story.language,
        direction(story.language),
        story.headline,
        format_html("<p>{}</p>", standfirst) if standfirst else "",
        in_language(settings.NEWSROOM_NAME, story.language),
        stamped(story.first_published_at, story.language),
    )


def _height(*texts: str, width: int) -> int:
    lines = sum(-(-len(text) * LETTER // width) for text in texts)
    return MARGINS + LINE * lines


def _thumbnail(story: Publication, *, most_wide: int | None, most_high: int | None) -> Mapping[str, Any]:
    """The largest rendition of the lead picture that fits. All three properties or none of them."""
    fitting = [
        row
        for image in story.images
        if image["id"] == story.lead_image_id
        for row in of_use(image, WHOLE)
        if row["media_type"] in PLAIN
        and row["width"] <= (most_wide or row["width"])
        and row["height"] <= (most_high or row["height"])
    ]
    if not fitting:
        return {}
    chosen = max(fitting, key=lambda row: row["width"])
    return {
        "thumbnail_url": absolute(f"/media/{chosen['name']}"),
        "thumbnail_width": chosen["width"],
        "thumbnail_height": chosen["height"],
    }
