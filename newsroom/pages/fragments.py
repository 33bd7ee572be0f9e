"""A story of a list as markup, and parts of fronts. Each is kept by all that it shows, over editions, so that none can
be out of date."""

from __future__ import annotations

import json
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from newsroom.pages.bylines import Credit
from newsroom.pages.pictures import CARDS, picture
from newsroom.pages.words import Link

MOST = 4000  # of a kind: some megabytes
MOST_LARGE = 400  # of those that fronts alone have


@lru_cache(MOST, typed=True)
def card(*, path: str, kicker: str, headline: str, standfirst: str, at: SafeString, picture: SafeString) -> SafeString:
    """With its picture above it or beside it."""
    return _rendered("pages/_card.html", **locals())


@lru_cache(MOST, typed=True)
def line(*, path: str, headline: str, at: SafeString) -> SafeString:
    return _rendered("pages/_line.html", **locals())


@lru_cache(MOST, typed=True)
def row(
    *,
    path: str,
    kicker: str,
    headline: str,
    standfirst: str,
    at: SafeString,
    picture: SafeString,
    section: Link | None = None,
) -> SafeString:
    """As long lists have it: below the section that it is in, or its own kicker."""
    return _rendered("pages/_row.html", **locals())


@lru_cache(MOST_LARGE, typed=True)
def lead(
    *,
    path: str,
    kicker: str,
    headline: str,
    standfirst: str,
    at: SafeString,
    picture: SafeString,
    section: Link,
    writers: tuple[Credit, ...],
) -> SafeString:
    """On top of a front."""
    return _rendered("pages/_lead.html", **locals())


@lru_cache(MOST, typed=True)
def view(*, path: str, headline: str, writers: tuple[Credit, ...]) -> SafeString:
    """Among opinions, where it matters whose it is."""
    return _rendered("pages/_view.html", **locals())


@lru_cache(MOST_LARGE, typed=True)
def block(*, section: Link, number: int, card: SafeString, lines: tuple[SafeString, ...]) -> SafeString:
    """The newest of a section on the front page; `number` tells the blocks of a page apart."""
    return SafeString(render_to_string("pages/_block.html", locals()))


@lru_cache(MOST, typed=True)
def picture_of(image: str, *, alternative: str, sizes: str, is_first: bool) -> SafeString:
    """The picture of an image's row, which is JSON."""
    return picture(json.loads(image), alternative=alternative, sizes=sizes, uses=CARDS, is_first=is_first)


def _rendered(template: str, **story: object) -> SafeString:
    return SafeString(render_to_string(template, {"story": story}))
