"""A story of a list as markup, and parts of fronts. Each is kept by all that it shows, over editions, so that none can
be out of date.

Written here, not in templates: lists far down are asked for once, and twenty templates take as long as all the rest of
such a page.
"""

from __future__ import annotations

import json
from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString

from newsroom.pages.bylines import Credit, credits_of
from newsroom.pages.pictures import markup, of_files
from newsroom.pages.words import Link, linked_section

MOST = 4000  # of a kind: some megabytes
MOST_LARGE = 400  # of those that fronts alone have


@lru_cache(MOST)
def card(path: str, kicker: str, headline: str, standfirst: str, at: SafeString, picture: SafeString) -> SafeString:
    """With its picture above it or beside it."""
    return SafeString(
        f"""<article class="card{_has_picture(picture)}">
  {_frame(picture)}
  <div class="words">
    {_paragraph("kicker", escape(kicker))}
    <h3>{_link(path, headline)}</h3>
    {_paragraph("standfirst", escape(standfirst))}
    <p class="when">{at}</p>
  </div>
</article>"""
    )


@lru_cache(MOST)
def line(path: str, headline: str, at: SafeString) -> SafeString:
    return SafeString(
        f"""<article class="line">
  <h3>{_link(path, headline)}</h3>
  <p class="when">{at}</p>
</article>"""
    )


@lru_cache(MOST)
def row(
    path: str,
    kicker: str,
    headline: str,
    standfirst: str,
    at: SafeString,
    picture: SafeString,
    section: Link | None = None,
) -> SafeString:
    """As long lists have it: below the section that it is in, or its own kicker."""
    above = f'<a href="{escape(section.path)}">{section.name}</a>' if section else escape(kicker)
    return SafeString(
        f"""<article class="row{_has_picture(picture)}">
  <div class="words">
    {_paragraph("kicker", above)}
    <h2>{_link(path, headline)}</h2>
    {_paragraph("standfirst", escape(standfirst))}
    <p class="when">{at}</p>
  </div>
  {_frame(picture)}
</article>"""
    )


@lru_cache(MOST_LARGE)
def lead(
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
    topic = f' <span class="topic">{escape(kicker)}</span>' if kicker else ""
    length = ' class="long"' if len(headline) > 90 else ""
    by = "".join(f'<span class="by">{escape(one.label)} {one.plain_names}</span> ' for one in writers)
    return SafeString(
        f"""<article class="lead">
  {_frame(picture)}
  <p class="kicker">{section.name}{topic}</p>
  <h2{length}>{_link(path, headline)}</h2>
  {_paragraph("standfirst", escape(standfirst))}
  <p class="when">{by}{at}</p>
</article>
"""
    )


@lru_cache(MOST)
def view(path: str, headline: str, writers: tuple[Credit, ...]) -> SafeString:
    """Among opinions, where it matters whose it is."""
    by = "".join(one.plain_names for one in writers)
    return SafeString(
        f"""<article class="view">
      <h3>{_link(path, headline)}</h3>
      <p class="by">{by}</p>
    </article>"""
    )


@lru_cache(MOST_LARGE)
def block(section: Link, number: int, card: SafeString, lines: tuple[SafeString, ...]) -> SafeString:
    """The newest of a section on the front page; `number` tells the blocks of a page apart."""
    return SafeString(
        f"""<section class="block" aria-labelledby="block-{number}">
    <h2 id="block-{number}" class="label"><a href="{escape(section.path)}">{section.name}</a></h2>
    {card}{"".join(lines)}
  </section>"""
    )


@lru_cache(MOST)
def picture_of(files: str, alternative: str, sizes: str, is_first: bool) -> SafeString:  # noqa: FBT001 - a part of the key
    """The picture of a row's `lead_files`, "" without any."""
    return markup(of_files(files), alternative=alternative, sizes=sizes, is_first=is_first)


@lru_cache(MOST)
def section_of(slug: str, parent_slug: str | None, names: str, language: str) -> Link:
    """The section of a row, whose names are JSON."""
    return linked_section(slug, parent_slug, json.loads(names), language)


@lru_cache(MOST)
def credits_in(rows: str, language: str, active: str) -> tuple[Credit, ...]:
    """The credits of a row's bylines, which are JSON; `active` is the language that roles are named in."""
    return tuple(credits_of(json.loads(rows), language=language))


def _link(path: str, text: str) -> str:
    return f'<a href="{escape(path)}">{escape(text)}</a>'


def _paragraph(kind: str, markup: str) -> str:
    return f'<p class="{kind}">{markup}</p>' if markup else ""


def _frame(picture: SafeString) -> str:
    return f'<div class="frame">{picture}</div>' if picture else ""


def _has_picture(picture: SafeString) -> str:
    return " has-picture" if picture else ""
