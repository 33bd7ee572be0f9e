"""A sanitised body as a page shows it: headings in order, boxes, tables that scroll, embeds as link cards. Pure."""

import html as markup
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from articles.embeds import PROVIDERS, Embed, address_of, kind_of

_PART = re.compile(r"<(/?)(h[234]|aside|table)([^>]*)>")
_CAPTION = re.compile(r"<caption[^>]*>(.*?)</caption>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_QUOTE = 'data-kind="quote"'


class Words(NamedTuple):
    """What a page says of parts of a body, in its language: by kind of embed, "Video on %(provider)s"; that a link
    leads elsewhere; and "Table %(number)s"."""

    kinds: Mapping[str, str]
    leaves: str
    table: str


@dataclass
class _Pass:
    """One way through a body: the level of the heading before, those before each open aside, and the tables."""

    body: str
    words: Words
    level: int = 1  # of the headline above the body
    asides: list[tuple[str, int]] = field(default_factory=list)
    tables: int = 0  # open ones: only the outermost scrolls
    number: int = 0

    def part(self, found: re.Match[str]) -> str:
        closing, tag, attributes = bool(found[1]), found[2], found[3]
        if tag == "aside":
            return self._end_aside() if closing else self._aside(attributes)
        if tag == "table":
            return self._end_table() if closing else self._table(found)
        return self._heading(found, closing=closing)

    def _heading(self, found: re.Match[str], *, closing: bool) -> str:
        """No level is left out: what is chosen by its size reads as a tree all the same."""
        if not closing:
            self.level = min(int(found[2][1]), self.level + 1)
        return f"<{found[1]}h{self.level}{found[3]}>"

    def _aside(self, attributes: str) -> str:
        """Reader views drop an `aside`: right for words that are quoted from the text, a loss for facts."""
        is_quote = _QUOTE in attributes
        self.asides.append(("aside" if is_quote else "div", self.level))
        kept = attributes.replace(f" {_QUOTE}", "")
        return f'<aside class="pull"{kept}>' if is_quote else f'<div class="facts-box" role="note"{kept}>'

    def _end_aside(self) -> str:
        tag, self.level = self.asides.pop()
        return f"</{tag}>"

    def _table(self, found: re.Match[str]) -> str:
        self.tables += 1
        if self.tables > 1:
            return found[0]
        self.number += 1
        caption = _CAPTION.search(self.body, found.end(), self.body.find("</table>", found.end()))
        name = markup.unescape(_TAG.sub("", caption[1])) if caption else self.words.table % {"number": self.number}
        return f'<div class="wide" role="region" tabindex="0" aria-label="{markup.escape(name)}">{found[0]}'

    def _end_table(self) -> str:
        self.tables -= 1
        return "</table>" if self.tables else "</table></div>"


def laid_out(clean: str, words: Words) -> str:
    """Return the sanitised body with what a page puts around its parts."""
    return _PART.sub(_Pass(clean, words).part, clean)


def embedded(embed: Embed, words: Words | None) -> str:
    """Return the link that stands for an embed, "" for an unknown one: a card where the page has words for it."""
    address = address_of(embed)
    if not address:
        return ""
    name = PROVIDERS[embed.provider].name
    shown = address.removeprefix("https://").removeprefix("www.").removesuffix("/")
    if words is None:
        return f'<p class="embed"><a href="{address}" rel="noopener">{name}: <bdi>{shown}</bdi></a></p>'
    what = words.kinds[kind_of(embed)] % {"provider": f"<bdi>{name}</bdi>"}
    where = f'<bdi class="address" dir="ltr">{shown}</bdi> <span class="leaves">{markup.escape(words.leaves)}</span>'
    return f'<p class="embed"><a href="{address}" rel="noopener"><strong>{what}</strong> {where}</a></p>'


def listed(pictures: Sequence[str], caption: str) -> str:
    """Return the pictures of a gallery as a list, one alone as it is, below the caption (HTML) of them all."""
    if len(pictures) == 1:
        shown = pictures[0]
    else:
        shown = f'<ul class="gallery" role="list">{"".join(f"<li>{picture}</li>" for picture in pictures)}</ul>'
    return f'<figure class="of-gallery"><figcaption>{caption}</figcaption>{shown}</figure>' if caption else shown


def told(pictures: Sequence[str], caption: str) -> str:
    """Return the pictures of a gallery one by one, below a paragraph of what is said of them all, as feeds have it."""
    said = f"<p><strong>{caption}</strong></p>" if caption else ""
    return said + "".join(pictures)
