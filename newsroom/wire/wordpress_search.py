"""What plugins of WordPress keep for search engines: words, and patterns that the site fills. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from newsroom.wire.foreign_html import headline_of

_TITLES = ("_yoast_wpseo_title", "rank_math_title", "_seopress_titles_title", "_aioseo_title", "_aioseop_title")
_DESCRIPTIONS = (
    *("_yoast_wpseo_metadesc", "rank_math_description", "_seopress_titles_desc", "_aioseo_description"),
    "_aioseop_description",
)
_TOKEN = re.compile(r"%%\w+%%|%[a-z_]+%|#(?:post|site|separator|author|category)_[a-z_]+")
_HEADLINE = re.compile(r"%%(?:post_)?title%%|%title%|#post_title")
_EVERYWHERE = re.compile(r"%%(?:page|sitename|sitetitle)%%|%(?:page|sitename)%|#site_title")  # ours is added anyway
_BETWEEN = re.compile(r"%%sep%%|%sep%|#separator_sa")


class ForSearch(NamedTuple):
    title: str
    description: str
    lost: tuple[str, ...]


def for_search(meta: Callable[[str], Iterable[str]], *, headline: str) -> ForSearch:
    """What a post has for them, by the values of its keys."""
    lost: list[str] = []
    title, description = (
        next(filter(None, (_filled(text, headline, lost) for key in keys for text in meta(key))), "")
        for keys in (_TITLES, _DESCRIPTIONS)
    )
    said = f"Words for search engines that its site would fill were left out: {'; '.join(lost)}."
    return ForSearch(title, description, (said,) if lost else ())


def _filled(text: str, headline: str, lost: list[str]) -> str:
    """The words of it, "" for what every page has: its headline and the name of its site. What only the site could fill
    is added to `lost`."""
    own = _BETWEEN.sub(" - ", _EVERYWHERE.sub("", text))
    if _TOKEN.search(_HEADLINE.sub("", own)):
        if re.search(r"\w", _TOKEN.sub("", own)):
            lost.append(headline_of(text)[:200])
        return ""
    words = re.sub(r"( -)+(?= -)", "", f" {headline_of(own)}").strip(" -|")
    words = _HEADLINE.sub(lambda _found: headline, words)
    return "" if words == headline else words
