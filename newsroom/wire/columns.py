"""What columns of a table, or keys of an object, are called, and what that means. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

# By what a story has, the names that exports give it; the first that a file has is taken.
NAMES: Mapping[str, tuple[str, ...]] = {
    "headline": ("headline", "title", "title rendered", "post title", "subject", "name", "العنوان"),
    "body": (
        *("body", "body html", "content", "content rendered", "content html", "post content", "html", "body text"),
        *("text", "content text", "plain content", "article", "story", "النص"),
    ),
    "standfirst": (
        *("standfirst", "excerpt", "excerpt rendered", "custom excerpt", "summary", "subtitle", "description"),
        *("deck", "post excerpt", "abstract", "المقدمة"),
    ),
    "kicker": ("kicker", "overline", "strapline"),
    "published_at": (
        *("published at", "published", "date gmt", "post date gmt", "date", "publish date", "published date"),
        *("publication date", "date published", "first published at", "pubdate", "post date", "datetime", "time"),
        "التاريخ",
    ),
    "changed_at": (
        *("changed at", "updated at", "updated", "modified gmt", "post modified gmt", "modified"),
        *("last published date", "last modified", "date modified", "modified at", "post modified"),
    ),
    "external_id": ("external id", "id", "guid", "uuid", "uri", "post id", "article id"),
    "slug": ("slug", "post name"),
    "section": ("section", "category", "main category", "categories", "desk", "channel", "القسم"),
    "tags": ("tags", "topics", "keywords", "labels", "وسوم", "الوسوم"),
    "bylines": ("byline", "bylines", "author", "authors", "by", "creator", "writer", "author name", "الكاتب"),
    "language": ("language", "lang", "locale", "اللغة"),
    "status": ("status", "state", "post status", "is published"),
    "draft": ("draft", "is draft", "unpublished"),
    "visibility": ("visibility", "audience"),
    "restricted": (
        *("post password", "password", "content protected", "private", "is private", "hidden", "is hidden"),
        *("members only", "premium", "is premium"),
    ),
    "address": ("url", "link", "permalink", "canonical url", "post page url", "address"),
    "place": ("place", "dateline", "location", "city"),
    "credit_line": ("credit line", "source", "agency", "copyright", "provider"),
    "picture": (
        *("picture", "image", "cover image", "feature image", "featured image", "lead image", "banner image"),
        *("image url", "photo"),
    ),
    "caption": ("caption", "image caption", "feature image caption"),
    "alternative": ("alternative", "alt", "alt text", "image alt", "feature image alt"),
    "picture_credit": ("picture credit", "image credit", "photo credit"),
    "search_title": ("search title", "meta title", "seo title"),
    "search_description": ("search description", "meta description", "seo description"),
    "desk_note": ("desk note", "note", "ed note", "editor note"),
    "embargo": ("embargo", "embargoed", "embargo until"),
}
_IN_UTC = (" gmt", " utc")
_ENDS_IN_TIME = re.compile(r"[T ]\d\d?:\d\d(?::\d\d(?:\.\d+)?)?\s*$", re.ASCII)
_CAPITAL = re.compile("(?<=[a-z0-9])(?=[A-Z])")  # begins a word, as in publishedAt
_PART = re.compile(r"[\s_.\-]+")


class UnknownColumns(ValueError):
    """A mapping that leads to what no story has, or from columns that the file lacks; the text says what there is."""


def folded(name: str) -> str:
    return " ".join(_PART.split(name.strip().strip("\ufeff").casefold())).strip()


def matched(names: Iterable[str], given: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """For each thing that a story has, the column that says it; and the columns that say nothing we know.

    `given` are columns by what they are, and win. Raises `UnknownColumns`.
    """
    columns = list(names)
    by_name = {folded(written): name for name in reversed(columns) for written in (_CAPITAL.sub(" ", name), name)}
    found = {
        what: next(by_name[name] for name in known if name in by_name)
        for what, known in NAMES.items()
        if any(name in by_name for name in known)
    }
    for what, column in given.items():
        if what not in NAMES:
            raise UnknownColumns(f"A story has no “{what}”. It has: {', '.join(NAMES)}.")
        if folded(column) not in by_name:
            raise UnknownColumns(f"There is no column “{column}”. There are: {', '.join(columns)[:500]}.")
        found[what] = by_name[folded(column)]
    return found, [name for name in columns if name not in found.values() and name.strip()]


def in_zone(value: Any, *, column: str) -> Any:
    """A moment that says no zone, with the one that the name of its column says (`date_gmt`); other values as they
    are."""
    says_utc = folded(column).endswith(_IN_UTC)
    return f"{value.strip()}Z" if says_utc and isinstance(value, str) and _ENDS_IN_TIME.search(value) else value
