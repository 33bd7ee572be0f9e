"""Readers' letters as pages show them: those that were approved, in their own words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from articles.models import Publication
from newsroom.pages import cursors
from newsroom.pages.cursors import Place
from newsroom.pages.lists import LENGTH, Listed
from newsroom.pages.queries import ANSWERED, LETTERS_SHOWN
from newsroom.pages.words import stamped
from newsroom.responses import opening
from newsroom.responses.models import Letter

RESPOND, LETTERS = "respond/", "letters/"  # below a story's address


class ShownLetter(NamedTuple):
    """`anchor` is its place on the page where others there answer it, and `answered_anchor` that of whom it answers;
    numbers of letters are not for readers."""

    name: str
    at: SafeString
    text: str
    is_shortened: bool
    answered: str = ""
    answered_anchor: str = ""
    anchor: str = ""


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
        rows=_shown(rows[:LETTERS_SHOWN], language=publication.language),
        is_open=takes_letters(publication),
        respond=publication.path + RESPOND,
        everything=publication.path + LETTERS if len(rows) > LETTERS_SHOWN else "",
    )


def takes_letters(publication: Publication) -> bool:
    return opening.is_open(chosen=publication.letters_chosen, first_published_at=publication.first_published_at)


def listed_letters(letters: QuerySet[Letter], *, place: Place | None, language: str) -> Listed:
    """A part of all letters on a story, newest first."""
    rest = letters.annotate(answered=ANSWERED).newest_first()
    found = list((rest.filter(pk__lt=place.key) if place else rest)[: LENGTH + 1])
    last = found[LENGTH - 1] if len(found) > LENGTH else None
    return Listed(
        rows=_shown([_as_row(letter) for letter in found[:LENGTH]], language=language),
        place=place,
        before=cursors.written(place) if place else "",
        rest=cursors.written(Place(last.sent_at, last.pk)) if last else "",
    )


def _as_row(letter: Letter) -> Mapping:
    return {
        "key": letter.pk,
        "name": letter.name,
        "text": letter.text,
        "shortened": letter.shortened,
        "sent_at": letter.sent_at.isoformat(),
        "answered_key": letter.in_reply_to_id,
        "answered": letter.answered,
    }


def _shown(rows: Sequence[Mapping], *, language: str) -> list[ShownLetter]:
    places = {row["key"]: place for place, row in enumerate(rows, start=1)}
    replies = {row["answered_key"] for row in rows if row["answered"]}
    anchors = {key: f"letter-{place}" for key, place in places.items() if key in replies}
    return [_of_row(row, anchors, language=language) for row in rows]


def _of_row(row: Mapping, anchors: Mapping[int, str], *, language: str) -> ShownLetter:
    answered = row["answered"] or ""
    return ShownLetter(
        name=row["name"],
        at=stamped(datetime.fromisoformat(row["sent_at"]), language),
        text=row["shortened"] or row["text"],
        is_shortened=bool(row["shortened"]),
        answered=answered,
        answered_anchor=anchors.get(row["answered_key"], "") if answered else "",
        anchor=anchors.get(row["key"], ""),
    )
