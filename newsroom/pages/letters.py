"""Readers' letters as pages show them: those that were approved, in their own words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from articles.models import Publication
from newsroom.pages import cursors
from newsroom.pages.cursors import Place
from newsroom.pages.lists import LENGTH, Listed
from newsroom.pages.queries import LETTERS_SHOWN
from newsroom.pages.words import stamped
from newsroom.responses import opening
from newsroom.responses.models import Letter

RESPOND, LETTERS = "respond/", "letters/"  # below a story's address


class ShownLetter(NamedTuple):
    name: str
    at: SafeString
    text: str
    is_shortened: bool


class LettersBelow(NamedTuple):
    """What stands below a story: its newest letters, where one is written, and where all are, "" if these are all."""

    rows: list[ShownLetter]
    is_open: bool
    respond: str
    everything: str


def letters_below(publication: Publication) -> LettersBelow | None:
    """Nothing for a story that readers do not have."""
    rows = publication.letter_rows
    if rows is None:
        return None
    return LettersBelow(
        rows=[_of_row(row, publication.language) for row in rows[:LETTERS_SHOWN]],
        is_open=takes_letters(publication),
        respond=publication.path + RESPOND,
        everything=publication.path + LETTERS if len(rows) > LETTERS_SHOWN else "",
    )


def takes_letters(publication: Publication) -> bool:
    return opening.is_open(chosen=publication.letters_chosen, first_published_at=publication.first_published_at)


def listed_letters(letters: QuerySet[Letter], *, place: Place | None, language: str) -> Listed:
    """A part of all letters on a story, newest first."""
    rest = letters.newest_first()
    found = list((rest.filter(pk__lt=place.key) if place else rest)[: LENGTH + 1])
    last = found[LENGTH - 1] if len(found) > LENGTH else None
    return Listed(
        rows=[
            ShownLetter(row.name, stamped(row.sent_at, language), row.printed, bool(row.shortened))
            for row in found[:LENGTH]
        ],
        place=place,
        before=cursors.written(place) if place else "",
        rest=cursors.written(Place(last.sent_at, last.pk)) if last else "",
    )


def _of_row(row: Mapping, language: str) -> ShownLetter:
    at = stamped(datetime.fromisoformat(row["sent_at"]), language)
    return ShownLetter(row["name"], at, row["shortened"] or row["text"], bool(row["shortened"]))
