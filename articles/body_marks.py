"""Sanitised HTML as words that know the elements around them, and back again with `ins` and `del`. Pure."""

from __future__ import annotations

import html as markup
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from django.utils.translation import gettext as _

from .word_units import UNIT, WORD, Kind, Marked

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)([^>]*)>")
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
_LONE = {"br": "\N{DOWNWARDS ARROW WITH CORNER LEFTWARDS}", "hr": "\N{HORIZONTAL BAR}" * 3}
_PARAGRAPH = "\N{PILCROW SIGN}"
_BLOCKS = {"p", "h2", "h3", "h4", "pre", "li", "tr", "td", "th", "caption", "figcaption"}
_MARK = {Kind.REMOVED: "del", Kind.ADDED: "ins"}


@dataclass(frozen=True, eq=False)
class Node:
    """An open element, told apart from any other of its name."""

    tag: str
    attributes: str = ""


class Path(tuple[Node, ...]):
    """The elements around a word, outermost first."""

    @cached_property
    def names(self) -> tuple:
        return tuple((node.tag, node.attributes) for node in self)


class Leaf(NamedTuple):
    """A word, a space, a sign, or what has no words (`tag` says which), and the elements around it."""

    text: str
    path: Path
    tag: str = ""

    @property
    def key(self) -> tuple:
        return self.text, self.tag, self.path.names

    @property
    def is_word(self) -> bool:
        return bool(self.tag or WORD.search(self.text))


def leaves(html: str) -> list[Leaf]:
    found: list[Leaf] = []
    path: list[Node] = []
    end = 0
    for tag in _TAG.finditer(html):
        found += _words(html[end : tag.start()], path)
        end = tag.end()
        if tag[1]:
            found += _address(path)
            del path[-1:]
        elif tag[2] in _LONE:
            found.append(Leaf(_LONE[tag[2]], Path(path), tag=tag[2]))
        else:
            path.append(Node(tag[2], tag[3].rstrip(" /")))
            found += _opened(path)
    return found + _words(html[end:], path)


def _words(text: str, path: Sequence[Node]) -> list[Leaf]:
    around = Path(path)
    return [Leaf(unit, around) for unit in UNIT.findall(markup.unescape(text))]


def _opened(path: Sequence[Node]) -> list[Leaf]:
    """Where a paragraph begins is a leaf, for two that became one have changed; so is a picture."""
    node = path[-1]
    if node.tag == "figure" and (named := _figure(node.attributes)):
        return [Leaf(named, Path([*path[:-1], Node("p")]), tag="figure")]
    return [Leaf(_PARAGRAPH, Path(path), tag="begin")] if node.tag in _BLOCKS else []


def _figure(attributes: str) -> str:
    values = dict(_ATTRIBUTE.findall(attributes))
    if number := values.get("data-picture"):
        named = _("[Picture %(number)s]") % {"number": number}
        return f"{named} {words}" if (words := markup.unescape(values.get("data-alt", ""))) else named
    return f"[{values['data-embed']}]" if "data-embed" in values else ""


def _address(path: Sequence[Node]) -> list[Leaf]:
    """Where a link leads, told at its end if that changed."""
    if not path or path[-1].tag != "a":
        return []
    values = dict(_ATTRIBUTE.findall(path[-1].attributes))
    address = f"#{values['data-article']}" if "data-article" in values else values.get("href", "")
    return [Leaf(f" [{markup.unescape(address)}]", Path(path[:-1]), tag="address")]


def twins_of(marked: Sequence[Marked], old: Sequence[Leaf], new: Sequence[Leaf]) -> dict[Node, Node]:
    """Which element of the new HTML each of the old is, by the words in it that stayed."""
    stayed = [
        (old[here].path, new[there].path) for _kind, here, there in marked if here is not None and there is not None
    ]
    twins: dict[Node, Node] = {}
    for pair in dict.fromkeys(stayed):
        for node, twin in zip(*pair, strict=True):
            twins.setdefault(node, twin)
    return twins


def stands_alone(kind: Kind, following: Sequence[Marked]) -> bool:
    """Whether a paragraph's beginning changed and the words after it did not."""
    return kind is not Kind.SAME and not (following and following[0][0] is kind)


@dataclass
class Writer:
    """Writes leaves as HTML, opening and closing the elements around them and the marks as it goes."""

    twins: dict[Node, Node]
    pieces: list[str] = field(default_factory=list)
    around: list[Node] = field(default_factory=list)
    path: Path | None = None  # of the leaf written last
    kind: Kind = Kind.SAME

    def write(self, kind: Kind, leaf: Leaf) -> None:
        if leaf.path is not self.path or kind is not self.kind:
            around = [self.twins.get(node, node) for node in leaf.path]
            if around != self.around or kind is not self.kind:
                self._mark(Kind.SAME)
                self._go_to(around)
                self._mark(kind)
            self.path = leaf.path
        self.pieces.append(_shown(kind, leaf))

    def finished(self) -> str:
        self._mark(Kind.SAME)
        self._go_to([])
        return "".join(self.pieces)

    def _mark(self, kind: Kind) -> None:
        if self.kind in _MARK:
            self.pieces.append(f"</{_MARK[self.kind]}>")
        if kind in _MARK:
            self.pieces.append(f"<{_MARK[kind]}>")
        self.kind = kind

    def _go_to(self, path: list[Node]) -> None:
        same = 0
        while same < min(len(path), len(self.around)) and path[same] is self.around[same]:
            same += 1
        self.pieces += [f"</{node.tag}>" for node in reversed(self.around[same:])]
        self.pieces += [f"<{node.tag}{node.attributes}>" for node in path[same:]]
        self.around = path


def _shown(kind: Kind, leaf: Leaf) -> str:
    text = markup.escape(leaf.text, quote=False)
    match leaf.tag:
        case "br":
            return "<br>" if kind is Kind.SAME else f"{text}<br>"
        case "hr":
            return "<hr>" if kind is Kind.SAME else text
        case "address":
            return "" if kind is Kind.SAME else f"<bdi>{text}</bdi>"
    return text
