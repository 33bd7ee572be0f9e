"""The HTML of a body: sanitising, filling of references, plain text. Pure."""

import html as markup
import re
import threading
from collections.abc import Mapping
from typing import NamedTuple

import nh3
from lxml import etree

from articles.body_memory import remembering
from articles.body_page import Words, embedded, laid_out, listed, told
from articles.body_pictures import PictureUse, Shown, picture_uses, with_pictures
from articles.body_pictures import renumbered as with_numbers
from articles.body_rules import (
    ATTRIBUTES,
    HIDDEN,
    INLINE,
    MAX_BYTES,
    REFERENCE,
    TAGS,
    BodyTooDeep,
    BodyTooLong,
    permitted,
)
from articles.body_writer import Writer
from articles.embeds import Embed
from articles.texts import clean_line, clean_text, is_visible, leftover_markers, without_controls

__all__ = [
    "BodyTooDeep",
    "BodyTooLong",
    "Embed",
    "PictureUse",
    "References",
    "Words",
    "clean_line",
    "clean_text",
    "from_plain_text",
    "is_empty",
    "leftover_markers",
    "picture_uses",
    "plain_text",
    "references",
    "render",
    "renumbered",
    "sanitise",
    "text_of_clean",
    "word_count",
]

# Bytes of results that a process remembers: some of the longest bodies, or thousands of the usual ones.
SANITISED, SETTLED, TOLD = 8 * 2**20, 2**20, 2 * 2**20
_BLANK_LINES = re.compile(r"\n\n+")
_LINK_OR_EMBED = re.compile(r'<a ([^>]*)>(.*?)</a>|<figure [^>]*data-embed="([^"]*)"[^>]*></figure>', re.DOTALL)
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
_TAG = re.compile(r"<(/?)([a-z0-9]+)[^>]*>")
_BREAKS = {"br": "\n", "li": "\n", "tr": "\n", "td": " ", "th": " "}
_CLEANER = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    attribute_filter=permitted,
    clean_content_tags=HIDDEN,
    url_schemes={"http", "https", "mailto"},
    link_rel="noopener",
)


class _Writing(threading.local):
    """A parser for each thread: to make one that has a target takes as long as to parse a short body."""

    def __init__(self) -> None:
        self._writer = Writer()
        self._parser = etree.HTMLParser(target=self._writer, encoding="utf-8")

    def anew(self, html: bytes) -> str:
        self._writer.begin()
        return etree.fromstring(html, self._parser)


_WRITING = _Writing()


class References(NamedTuple):
    """What a body points at: ids of pictures and articles, and embeds."""

    pictures: frozenset[int]
    articles: frozenset[int]
    embeds: frozenset[Embed]


@remembering(room=SANITISED, settles=True)
def sanitise(html: str) -> str:
    """Return the allowed part of the HTML, in blocks; doing it twice changes nothing.

    Each result is fed back until it stays the same: HTML that changes when read again is how script gets
    past a sanitiser. What does not settle is kept as plain text. Raises BodyTooLong and BodyTooDeep.
    """
    before = html
    for _ in range(4):
        after = _sanitise_once(before)
        if after == before:
            return after
        before = after
    return from_plain_text(_text_of(before))


def references(html: str) -> References:
    """Return what the sanitised HTML points at. Raises BodyTooLong and BodyTooDeep."""
    if _is_settled(html):
        return References(frozenset(), frozenset(), frozenset())
    clean = sanitise(html)
    found = list(_LINK_OR_EMBED.finditer(clean))
    articles = (dict(_ATTRIBUTE.findall(tag[1] or "")).get("data-article") for tag in found)
    return References(
        frozenset(use.picture for use in picture_uses(clean)),
        frozenset(int(number) for number in articles if number),
        frozenset(Embed(*tag[3].split(":", 1)) for tag in found if tag[3]),
    )


def renumbered(html: str, numbers: Mapping[int, int]) -> str:
    """Return the body with other numbers for its pictures, sanitised where it has any; pictures that have no number
    are left out. Raises BodyTooLong and BodyTooDeep."""
    return with_numbers(sanitise(html), numbers) if "data-picture" in html else html


def render(
    html: str, *, pictures: Mapping[int, Shown], addresses: Mapping[int | str, str], words: Words | None = None
) -> str:
    """Sanitise once more and fill the references, for a page whose `words` are given; without, for a feed.

    `pictures` holds by picture id what makes finished, safe markup of one of its places, and `addresses` the URL by
    article id, and by what a link says for one that leads elsewhere than it says. A link to an article without an
    address becomes its text; a picture without markup, a gallery without pictures and an unknown embed are dropped.
    """
    is_settled = _is_settled(html)
    if is_settled and not any(isinstance(key, str) for key in addresses):
        return laid_out(html, words) if words else html

    def filled(found: re.Match[str]) -> str:
        if found[3] is None:
            return _linked(found, addresses)
        return embedded(Embed(*found[3].split(":", 1)), words)

    clean = html if is_settled else sanitise(html)
    shown = _LINK_OR_EMBED.sub(filled, laid_out(clean, words) if words else clean)
    return with_pictures(shown, pictures, gallery=listed if words else told)


@remembering(room=SETTLED)
def _is_settled(html: str) -> bool:
    """Say whether HTML was sanitised before and points at nothing: it is only checked, never parsed for its structure.
    Raises BodyTooLong."""
    if len(html) > MAX_BYTES:
        raise BodyTooLong
    return not REFERENCE.search(html) and _CLEANER.clean(without_controls(html)) == html


def _linked(found: re.Match[str], addresses: Mapping[int | str, str]) -> str:
    attributes = dict(_ATTRIBUTE.findall(found[1]))
    article, said = attributes.pop("data-article", ""), attributes.pop("href", "")
    address = addresses.get(int(article) if article else markup.unescape(said))
    if not address:
        return found[2] if article else found[0]
    kept = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f'<a href="{markup.escape(address)}"{kept}>{found[2]}</a>'


@remembering(room=TOLD)
def plain_text(html: str) -> str:
    """Return the words of the HTML, with a blank line between paragraphs and a line for each list item."""
    return _text_of(sanitise(html))


def word_count(html: str) -> int:
    """Return how many words a reader would read."""
    return sum(1 for word in plain_text(html).split() if any(map(str.isalnum, word)))


def is_empty(html: str) -> bool:
    """Say whether the HTML shows nothing: no text and no picture or embed."""
    clean = sanitise(html)
    return not REFERENCE.search(clean) and not is_visible(_text_of(clean))


def from_plain_text(text: str) -> str:
    """Return a paragraph for each run of lines between blank lines, escaped."""
    paragraphs = (" ".join(part.split()) for part in _BLANK_LINES.split(clean_text(text)))
    return "".join(f"<p>{markup.escape(part, quote=False)}</p>" for part in paragraphs if is_visible(part))


def text_of_clean(clean: str) -> str:
    """Return what `plain_text` does, sooner, of HTML that was sanitised before: for its paragraphs one by one."""
    return _text_of(clean)


def _text_of(clean: str) -> str:
    """Return the words of HTML that was sanitised before."""
    pieces, end = [], 0
    for tag in _TAG.finditer(clean):
        pieces.append(clean[end : tag.start()].replace("\n", " "))
        pieces.append(_break_for(tag[2], closing=bool(tag[1])))
        end = tag.end()
    pieces.append(clean[end:].replace("\n", " "))
    lines = (" ".join(line.split()) for line in markup.unescape("".join(pieces)).split("\n"))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def _break_for(tag: str, *, closing: bool) -> str:
    if tag == "q":  # browsers draw these marks; without them a quotation would read as the paper's own words
        return "”" if closing else "“"
    if tag in _BREAKS:
        return "" if closing else _BREAKS[tag]
    return "" if tag in INLINE else "\n\n"


def _sanitise_once(html: str) -> str:
    """Write the HTML anew in a shape that every parser reads alike, then let nh3 decide what stays.

    The writing comes first because an HTML5 parser takes the square of the time on unclosed elements.
    """
    if len(html) > MAX_BYTES:
        raise BodyTooLong
    source = without_controls(html).encode()
    clean = _CLEANER.clean(_WRITING.anew(b"<html><body>" + source))
    if len(clean.encode()) > MAX_BYTES:
        raise BodyTooLong
    return clean
