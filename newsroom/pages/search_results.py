"""Stories that were found, with what they were found by marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models.functions import Left
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles import bodies, found_words
from articles.found_words import Piece, Sought
from articles.models import Publication
from newsroom.pages.story_rows import teasers
from newsroom.pages.teasers import Teaser, rows_of
from newsroom.pages.words import direction

READ = 40_000  # characters of a body's HTML in which a passage is looked for


@dataclass(frozen=True, kw_only=True)
class Result:
    """A story of a page of results."""

    story: Teaser
    language: str
    direction: str
    headline: SafeString
    passage: SafeString


def results(keys: Sequence[int], sought: Sought) -> list[Result]:
    """The publications with these keys that readers have, in this order. One query."""
    live = Publication.objects.live().filter(pk__in=keys)
    found = {row.pk: row for row in teasers(live, body_start=Left("body_html", READ))}
    return [_result(teaser, sought) for teaser in rows_of([found[key] for key in keys if key in found])]


def _result(teaser: Teaser, sought: Sought) -> Result:
    row, language = teaser.story, teaser.story.language
    return Result(
        story=teaser,
        language=language,
        direction=direction(language),
        headline=_marked(found_words.pieces(row.headline, sought, language=language)),
        passage=_passage(row, sought),
    )


def _passage(row: Any, sought: Sought) -> SafeString:
    """The standfirst if it has what was looked for, else where the body has it, else the standfirst all the same."""
    language = row.language
    standfirst = found_words.pieces(row.standfirst, sought, language=language)
    if any(piece.is_found for piece in standfirst):
        return _marked(standfirst)
    whole_tags = row.body_start[: row.body_start.rfind(">") + 1]
    body = bodies.text_of_clean(whole_tags)
    return _marked(found_words.passage(body, sought, language=language) or standfirst)


def _marked(pieces: Iterable[Piece]) -> SafeString:
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", piece.text) if piece.is_found else piece.text,) for piece in pieces)
    )
