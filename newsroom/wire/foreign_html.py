"""HTML of strangers as a body of ours: its pictures and embeds as references, what cannot be kept listed. Pure."""

from __future__ import annotations

import html as markup
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin, urlsplit

from lxml import etree, html

from articles import bodies
from articles.embed_addresses import embed_at
from articles.texts import clean_line, without_controls
from newsroom.wire.figure_tags import (
    Below,
    below_of,
    bookmark,
    captions_of,
    has_more_than_pictures,
    images_in,
    is_too_deep,
    words_beside,
)
from newsroom.wire.image_tags import address_in, is_counter, is_letter, pixels_in
from newsroom.wire.stories import WirePicture

LONGEST = 5_000_000  # characters of one body as it came
_TAG = re.compile(r"<[a-zA-Z/!?][^<>]*>")  # "5 < 6" is none
_FRAMES = {"iframe", "embed", "object"}
_PLAYED = {"video": "video", "audio": "audio"}
_WIDGETS = re.compile(
    r"\b(?:twitter-tweet|twitter-video|instagram-media|tiktok-embed|fb-post|fb-video|telegram-post)\b"
)
_OURS = ("data-article", "data-picture", "data-embed", "data-kind", "data-alt")  # mean nothing in a stranger's hand
_SILENT = {"script", "style", "link", "meta", "title", "head", "param", "noscript", "template"}
_EMPTY = {"source", "track"}  # hold nothing, though the parser puts what comes after them inside
_OLD_GALLERIES = re.compile(r"\bwp-block-gallery\b")  # a list of figures, before it became a figure of them
_CONTROLS = re.compile(  # of Ghost's players and cards: signs that do nothing without the page around them
    r"(?<!\S)kg-(?:audio-hide|audio-player|audio-thumbnail placeholder|video-overlay|video-player-container"
    r"|toggle-card-icon|file-card-icon|file-card-metadata)(?!\S)"
)
_SEEN_AS_LOST = {"form", "input", "button", "select", "textarea", "svg", "math", "canvas", "map"}
_BY_NUMBER = re.compile(r"&#(?:x0*([0-9a-f]{1,6})|0*([0-9]{1,7}));?", re.IGNORECASE | re.ASCII)
_NEVER_KEPT = ("class", "id", "target")
_HOLDERS = {"ul", "ol", "blockquote"}  # of blocks alone: blanks between those are nothing
_BLOCKS = {"p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "figure", "table", "hr"}
_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")


@dataclass
class Taken:
    """A body, its pictures in the order of their numbers, and sentences on what could not be kept."""

    body: str = ""
    pictures: list[WirePicture] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


def take(source: str, *, base: str = "", known: Mapping[str, WirePicture] | None = None, first: int = 1) -> Taken:
    """Takes HTML in. Links and pictures lead from `base`; `known` has by address what is known of pictures; the number
    of the first is `first`. A frame of a known provider becomes an embed, any other a link to what it showed.

    Raises `BodyTooLong` and `BodyTooDeep`.
    """
    if len(source) > LONGEST:
        raise bodies.BodyTooLong
    intake = _Intake(_readable(base), {} if known is None else known, first)
    tree = _tree(_readable(source))
    if tree is not None:
        intake.walk(tree)
        intake.taken.body = bodies.sanitise("".join(_inner(tree)))
    intake.tell()
    return intake.taken


def headline_of(text: str) -> str:
    """A title as one line of plain text, its entities read as often as they were escaped, its tags left out."""
    for _ in range(2):
        text = markup.unescape(text)
    return clean_line(_TAG.sub("", text))


def without_headline(body: str, headline: str) -> str:
    """The body without the headline that some repeat above it."""
    line = headline_of(headline)
    return body.removeprefix(f"<h2>{markup.escape(line, quote=False)}</h2>").lstrip() if line else body


def standfirst_of(summary: str, body: str) -> str:
    """A summary as one line, "" where it is only how the text begins."""
    line = headline_of(summary)
    return "" if not line or line[:60] in headline_of(body[:2000]) else line


def cut(text: str, *, most: int) -> str:
    """A text that fits, with an ellipsis where it was cut."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def plain_paragraphs(text: str) -> str:
    """Plain text as paragraphs, parted by blank lines; single line ends are blanks."""
    parts = (clean_line(part) for part in _PARAGRAPH.split(text.replace("\r\n", "\n").replace("\r", "\n")))
    return "\n".join(f"<p>{markup.escape(part, quote=False)}</p>" for part in parts if part)


def _readable(source: str) -> str:
    """The text without what no tree may hold, also where it is named by its number: the parser gives that out, and
    takes it from nobody."""
    return _BY_NUMBER.sub(_kept, without_controls(source))


def _kept(found: re.Match[str]) -> str:
    code = int(found[1], 16) if found[1] else int(found[2])
    is_control = 0 < code < ord(" ") and chr(code) not in "\t\n\r"
    return " " if is_control or code in (0xFFFE, 0xFFFF) else found[0]  # a blank joins nothing to another reference


def _tree(source: str) -> etree._Element | None:
    if not source.strip():
        return None
    try:
        return html.fragment_fromstring(source, create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _inner(tree: etree._Element) -> Iterator[str]:
    yield markup.escape(tree.text or "", quote=False)
    for child in tree:
        yield etree.tostring(child, method="html", encoding="unicode")


@dataclass
class _Intake:
    base: str
    known: Mapping[str, WirePicture]
    first: int
    taken: Taken = field(default_factory=Taken)
    lost: Counter = field(default_factory=Counter)
    places: dict[str, int] = field(default_factory=dict)

    def walk(self, tree: etree._Element) -> None:
        """Changes what needs it, innermost first where one holds the other: a figure is asked for its picture before
        the picture is taken out of it."""
        for element in list(tree.iter(etree.Element)):
            if element is tree or not _is_within(element, tree):
                continue
            for name in _OURS:
                element.attrib.pop(name, None)
            self._visit(element)
            _leave_bare(element, tree)

    def _visit(self, element: etree._Element) -> None:
        tag = element.tag
        if _CONTROLS.search(element.get("class") or ""):
            _drop(element)
        elif tag == "figure" or (tag == "ul" and _OLD_GALLERIES.search(element.get("class") or "")):
            self._figure(element)
        elif tag == "img":
            self._picture(element)
        elif tag in _FRAMES or _WIDGETS.search(element.get("class") or ""):
            self._frame(element)
        elif tag in _PLAYED:
            self._played(element)
        elif tag == "a":
            self._link(element)
        elif tag in _SILENT:
            _drop(element)
        elif tag in _EMPTY:
            element.drop_tag()
        elif tag in _SEEN_AS_LOST:
            self.lost[tag] += 1

    def _figure(self, figure: etree._Element) -> None:
        if (card := bookmark(figure)) is not None:
            self._link(card[0])
            _put(figure, card)
            return
        images = [] if is_too_deep(figure) else images_in(figure)
        if not images or len(images) == 1 and figure.find(".//figure") is not None:
            return
        words = words_beside(figure)
        if words and has_more_than_pictures(figure):
            return  # a table or a quotation with pictures in it, each of which comes to its turn
        if len(images) > 1:
            self._gallery(figure, images, words)
        else:
            self._single(figure, images[0], words)

    def _single(self, figure: etree._Element, image: etree._Element, words: str) -> None:
        below = below_of(figure.findall(".//figcaption"))
        made = self._reference(image, below=below if below.caption else Below(words, below.credit))
        if made is None:
            _drop(figure)
            return
        _put(figure, made)
        _add_paragraph(made, words if below.caption else "")

    def _gallery(self, figure: etree._Element, images: list[etree._Element], words: str) -> None:
        """Several pictures in one figure stand together; each has the caption that stands nearest to it, and what is
        said of all of them stands below."""
        made = html.Element("figure", {"data-kind": "gallery"})
        others = dict.fromkeys(figure.iter("figcaption"))
        captions = captions_of(images, figure)
        for image in images:
            near = captions.get(image, [])
            for caption in near:
                others.pop(caption, None)
            if (reference := self._reference(image, below=below_of(near))) is not None:
                made.append(reference)
        _put(figure, made)
        _add_paragraph(made, clean_line(" ".join([*(each.text_content() for each in others), words])))

    def _picture(self, image: etree._Element) -> None:
        if is_letter(image):
            _say(image, image.get("alt") or "")
            return
        made = self._reference(image, below=Below())
        _put(image, made) if made is not None else _drop(image)

    def _reference(self, image: etree._Element, *, below: Below) -> etree._Element | None:
        address = _absolute(address_in(image), self.base)
        if is_counter(image):
            return None
        if not address:
            self.lost["picture without an address"] += 1
            return None
        alternative = clean_line(image.get("alt") or "")
        number = self._number(address, below=below, alternative=alternative, image=image)
        figure = html.Element("figure", {"data-picture": str(number)})
        if alternative:
            figure.set("data-alt", alternative[:2000])
        if below.caption:
            etree.SubElement(figure, "figcaption").text = below.caption[:2000]
        return figure

    def _number(self, address: str, *, below: Below, alternative: str, image: etree._Element) -> int:
        picture = self.known.get(address) or WirePicture(address=address)
        if picture.address in self.places:
            return self.first + self.places[picture.address]
        self.places[picture.address] = len(self.taken.pictures)
        self.taken.pictures.append(
            replace(
                picture,
                caption=picture.caption or below.caption,
                credit=picture.credit or below.credit[:200],
                alternative=picture.alternative or alternative,
                width=picture.width or pixels_in(image.get("width")),
                height=picture.height or pixels_in(image.get("height")),
            )
        )
        return self.first + len(self.taken.pictures) - 1

    def _frame(self, frame: etree._Element) -> None:
        code = etree.tostring(frame, method="html", encoding="unicode", with_tail=False)
        if embed := embed_at(code):
            _put(frame, html.Element("figure", {"data-embed": f"{embed.provider}:{embed.key}"}))
            return
        if frame.tag not in _FRAMES:
            return  # a quotation that a widget would have dressed up: its words stay
        self._left_out(frame, what="frame", address=address_in(frame) or frame.get("data") or "")

    def _played(self, element: etree._Element) -> None:
        source = element.find(".//source")
        address = address_in(element) or (address_in(source) if source is not None else "")
        self._left_out(element, what=_PLAYED[element.tag], address=address)

    def _left_out(self, element: etree._Element, *, what: str, address: str) -> None:
        shown = _absolute(address.strip(), self.base)
        self.lost[f"{what} ({shown})" if shown else what] += 1
        if not shown.startswith(("http://", "https://")):
            _drop(element)
            return
        paragraph = html.Element("p")
        link = etree.SubElement(paragraph, "a", {"href": shown})
        link.text = shown
        _put(element, paragraph)

    def _link(self, link: etree._Element) -> None:
        if not (address := (link.get("href") or "").strip()):
            return
        if self.base:
            link.set("href", _absolute(address, self.base))
        link.set("rel", "noopener")  # as sanitising does

    def tell(self) -> None:
        if self.lost:
            named = ", ".join(f"{what} ×{count}" if count > 1 else what for what, count in self.lost.items())
            self.taken.lost.append(f"Could not be kept as it was: {named}.")


def _add_paragraph(element: etree._Element, words: str) -> None:
    """Puts words below an element."""
    if words:
        paragraph = html.Element("p")
        paragraph.text = words
        element.addnext(paragraph)


def _absolute(address: str, base: str) -> str:
    """ "" for what names no address: joined, it would be the page itself."""
    if not address:
        return ""
    try:
        return urljoin(base, address) if base or not address.startswith("//") else f"https:{address}"
    except ValueError:
        return ""


def _say(element: etree._Element, text: str) -> None:
    """Puts a text in the place of an element: sanitising keeps no more of a <span> without attributes."""
    element.attrib.clear()
    element.tag, element.text = "span", text


def _is_within(element: etree._Element, tree: etree._Element) -> bool:
    """Whether it is still there: what stood in a figure has gone with it."""
    while element is not None:
        if element is tree:
            return True
        element = element.getparent()
    return False


def _leave_bare(element: etree._Element, tree: etree._Element) -> None:
    """Takes what no body keeps out of most of those that come: sanitising, which goes on until nothing changes, is
    done with them at once."""
    for name in _NEVER_KEPT:
        element.attrib.pop(name, None)
    if element.tag not in _BLOCKS:
        return
    parent = element.getparent()
    if (element.tail or "").isspace() and parent is not None and (parent is tree or parent.tag in _HOLDERS):
        element.tail = None
    if element.text and not len(element):
        element.text = element.text.rstrip()
    elif element.tag in _HOLDERS and (element.text or "").isspace():
        element.text = None


def _put(element: etree._Element, other: etree._Element) -> None:
    other.tail = element.tail
    element.getparent().replace(element, other)


def _drop(element: etree._Element) -> None:
    element.drop_tree()


def path_of(address: str) -> str:
    """The path of an address as redirects know it; "" where it has none."""
    try:
        return urlsplit(address).path
    except ValueError:
        return ""
