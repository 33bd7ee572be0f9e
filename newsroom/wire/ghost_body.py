"""The texts of Ghost as HTML: Lexical and Mobiledoc, where a post has not been rendered. Pure."""

from __future__ import annotations

import html as markup
from collections import Counter
from collections.abc import Iterable
from typing import Any

from articles.embed_addresses import embed_at
from newsroom.wire.json_reading import read_json_text, text_in
from newsroom.wire.reading import Unreadable

_FORMATS = ((1, "strong"), (2, "em"), (4, "s"), (16, "code"), (32, "sub"), (64, "sup"))
_BLOCKS = {"paragraph": "p", "quote": "blockquote", "aside": "blockquote", "listitem": "li"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_WRITTEN = {
    "p",
    *_HEADINGS,
    "blockquote",
    "aside",
    "ul",
    "ol",
    "li",
    "em",
    "strong",
    "i",
    "b",
    "s",
    "code",
    "sub",
    "sup",
}
_MAX_NODES = 200_000


class Rendering:
    """Markup of one document, and the names of its cards that nobody here knows."""

    def __init__(self) -> None:
        self.lost: Counter[str] = Counter()
        self.nodes = 0

    def lexical(self, text: str) -> str:
        """Raises `Unreadable` for what is no Lexical."""
        root = _object(read_json_text(text).value).get("root")
        return self._inside(_object(root))

    def mobiledoc(self, text: str) -> str:
        """Raises `Unreadable` for what is no Mobiledoc."""
        document = _object(read_json_text(text).value)
        parts = (self._section(section, document) for section in _list(document.get("sections")))
        return "".join(parts)

    @property
    def told(self) -> tuple[str, ...]:
        if not self.lost:
            return ()
        named = ", ".join(f"{name} ×{count}" if count > 1 else name for name, count in self.lost.items())
        return (f"Could not be kept as it was: {named}.",)

    def _inside(self, node: dict[str, Any]) -> str:
        return "".join(self._node(_object(child)) for child in _list(node.get("children")))

    def _node(self, node: dict[str, Any]) -> str:
        self._count()
        kind = text_in(node.get("type"))
        if kind in ("text", "extended-text"):
            return _formatted(node)
        if kind == "linebreak":
            return "<br>"
        if kind == "horizontalrule":
            return "<hr>"
        if kind in ("heading", "extended-heading"):
            tag = node.get("tag") if node.get("tag") in _HEADINGS else "h2"
            return f"<{tag}>{self._inside(node)}</{tag}>"
        if kind == "list":
            tag = "ol" if node.get("listType") == "number" else "ul"
            return f"<{tag}>{self._inside(node)}</{tag}>"
        if kind == "link":
            return f'<a href="{_shown(node.get("url"))}">{self._inside(node)}</a>'
        if tag := _BLOCKS.get(kind.removeprefix("extended-")):
            return f"<{tag}>{self._inside(node)}</{tag}>"
        return self.card(kind, node) or self._inside(node)

    def card(self, name: str, held: dict[str, Any]) -> str:
        """A card by its name, which both kinds of documents have alike."""
        if name == "image":
            return _figure(held)
        if name == "gallery":
            return f"<figure>{''.join(map(_figure, map(_object, _list(held.get('images')))))}{_below(held)}</figure>"
        if name == "html":
            return text_in(held.get("html"))
        if name == "embed":
            return _captioned(_embedded(held), held)
        if name == "bookmark":
            return _captioned(_link(held.get("url"), text_in(_object(held.get("metadata")).get("title"))), held)
        if name in ("code", "codeblock"):
            return f"<pre>{_shown(held.get('code'))}</pre>"
        if name in ("callout", "toggle"):
            heading = text_in(held.get("heading"))
            words = text_in(held.get("calloutText")) or text_in(held.get("content"))
            return f"<aside>{f'<p><strong>{heading}</strong></p>' if heading else ''}{words}</aside>"
        if name == "button":
            return _link(held.get("buttonUrl"), text_in(held.get("buttonText")))
        if name == "file":
            return _link(held.get("src"), text_in(held.get("fileTitle")) or text_in(held.get("fileName")))
        if name == "header":
            return _headed(held, "h2", heading=("header", "heading"), text=("subheader", "subheading"))
        if name in ("audio", "video"):
            return _captioned(f'<{name} src="{_shown(held.get("src"))}"></{name}>', held)
        if name in ("markdown", "card-markdown"):
            self.lost["marks of Markdown"] += 1
            return _paragraphs(text_in(held.get("markdown")))
        if name and name not in ("hr", "root"):
            self.lost[name] += 1
        if name == "product":
            return _headed(held, "h3", heading=("productTitle",), text=("productDescription",))
        return "<hr>" if name == "hr" else ""

    def _section(self, section: Any, document: dict[str, Any]) -> str:
        self._count()
        kind, *rest = _list(section) or [None]
        if kind == 1 and len(rest) > 1:
            tag = _tag(rest[0], other="p")
            return f"<{tag}>{self._marked(rest[1], document)}</{tag}>"
        if kind == 2 and rest:
            return _figure({"src": rest[0]})
        if kind == 3 and len(rest) > 1:
            items = "".join(f"<li>{self._marked(item, document)}</li>" for item in _list(rest[1]))
            return f"<{_tag(rest[0], other='ul')}>{items}</{_tag(rest[0], other='ul')}>"
        if kind == 10 and rest:
            card = _at(document.get("cards"), rest[0])
            name, held = (card + [None, None])[:2]
            return self.card(text_in(name), _object(held))
        return ""

    def _marked(self, markers: Any, document: dict[str, Any]) -> str:
        made, opened = "", []
        for marker in _list(markers):
            self._count()
            kind, opening, closing, value = (_list(marker) + [0, [], 0, ""])[:4]
            for number in _list(opening):
                markup_ = _at(document.get("markups"), number)
                tag = _tag(markup_[0] if markup_ else "", other="span")
                opened.append("a" if markup_ and markup_[0] == "a" else tag)
                made += _opening(opened[-1], markup_)
            made += markup.escape(text_in(value)) if kind == 0 else ""
            for _ in range(min(closing if isinstance(closing, int) else 0, len(opened))):
                made += f"</{opened.pop()}>"
        return made + "".join(f"</{tag}>" for tag in reversed(opened))

    def _count(self) -> None:
        self.nodes += 1
        if self.nodes > _MAX_NODES:
            raise Unreadable(f"The text has more than {_MAX_NODES} parts.")


def _formatted(node: dict[str, Any]) -> str:
    made, bits = markup.escape(text_in(node.get("text"))), node.get("format")
    for bit, tag in _FORMATS:
        if isinstance(bits, int) and bits & bit:
            made = f"<{tag}>{made}</{tag}>"
    return made


def _opening(tag: str, held: list[Any]) -> str:
    given = [text_in(each) for each in _list(held[1])] if len(held) > 1 else []
    address = given[given.index("href") + 1] if "href" in given[:-1] else ""
    return f'<a href="{markup.escape(address)}">' if tag == "a" else f"<{tag}>"


def _figure(held: dict[str, Any]) -> str:
    return f'<figure><img src="{_shown(held.get("src"))}" alt="{_shown(held.get("alt"))}">{_below(held)}</figure>'


def _below(held: dict[str, Any]) -> str:
    caption = text_in(held.get("caption"))
    return f"<figcaption>{caption}</figcaption>" if caption else ""


def _captioned(shown: str, held: dict[str, Any]) -> str:
    return f"<figure>{shown}{below}</figure>" if shown and (below := _below(held)) else shown


def _embedded(held: dict[str, Any]) -> str:
    """By its address where its provider is known: what providers gave for it is of its day."""
    address = text_in(held.get("url"))
    if embed_at(address):
        return f'<iframe src="{markup.escape(address)}"></iframe>'
    return text_in(held.get("html")) or _link(address)


def _link(address: Any, title: str = "") -> str:
    shown = markup.escape(title.strip()) or _shown(address)
    return f'<p><a href="{_shown(address)}">{shown}</a></p>' if text_in(address) else ""


def _headed(held: dict[str, Any], tag: str, *, heading: Iterable[str], text: Iterable[str]) -> str:
    """The words of a card: its heading and what stands below it, the first of each that it has."""
    above, below = (next(filter(None, (text_in(held.get(name)) for name in names)), "") for names in (heading, text))
    return (f"<{tag}>{above}</{tag}>" if above else "") + (f"<p>{below}</p>" if below else "")


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{markup.escape(part)}</p>" for part in text.split("\n\n") if part.strip())


def _tag(name: Any, *, other: str) -> str:
    return name if isinstance(name, str) and name in _WRITTEN else other


def _at(held: Any, place: Any) -> list[Any]:
    parts = _list(held)
    is_there = isinstance(place, int) and not isinstance(place, bool) and 0 <= place < len(parts)
    return _list(parts[place]) if is_there else []


def _shown(value: Any) -> str:
    return markup.escape(text_in(value))


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
