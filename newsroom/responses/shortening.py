"""A letter made shorter, as newspapers do: words are left out and each gap is marked; no word is added or changed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import Edition, Membership
from articles.texts import clean_text
from articles.workflow import MoveIncomplete

from .models import Decision, DecisionAction, Letter, LetterStatus
from .moderating import DecidedAlready, locked_letter

MARK = "[…]"
_MARKS = re.compile(r"\[(?:…|\.\.\.)\]")
SENTENCE_ENDS = (".", "!", "?", "؟", "…")
_SPACES = re.compile(r"(\s+)")
MAY_BE_SHORTENED = (LetterStatus.WAITING, LetterStatus.APPROVED)


class OtherWords(ValueError):
    """The word that is not the reader's, or not in that place."""


@transaction.atomic
def shorten(number: int, *, text: str, by) -> Letter:
    """Lets readers see what is left of a letter; the whole text again where nothing is left out. What the reader
    wrote is kept. Raises `RightMissing`, `LetterGone`, `DecidedAlready`, `MoveIncomplete`."""
    letter = locked_letter(number, Membership.objects.person(by))
    if letter.status not in MAY_BE_SHORTENED:
        raise DecidedAlready(_("This letter is rejected: put it back among the waiting ones first."))
    shown = _checked(letter.text, clean_text(text))
    if shown == letter.shortened:
        return letter
    letter.shortened = shown
    letter.save(update_fields=["shortened"])
    Decision.objects.create(
        action=DecisionAction.SHORTEN,
        letter_number=letter.pk,
        publication_id=letter.publication_id,
        by=by,
        details={"written": len(letter.text), "shown": len(letter.printed)},
    )
    if letter.status == LetterStatus.APPROVED:
        Edition.bump()
    return letter


def _checked(written: str, typed: str) -> str:
    """What is stored: "" for the whole text."""
    try:
        shown = cut(written, typed)
    except OtherWords as problem:
        said = _("“%(word)s” is not the reader's word, or not in this place. Leave words out; add and change none.")
        raise MoveIncomplete(said % {"word": problem}) from problem
    if not shown:
        raise MoveIncomplete(_("Leave something of the letter, or reject it."))
    return "" if shown.split() == written.split() else shown


def cut(written: str, typed: str) -> str:
    """What was typed, with one mark wherever words of the letter are left out; "" if no word is left. Marks that were
    typed make no difference. Raises `OtherWords`."""
    words = written.split()
    if words == typed.split():
        return written
    kept = clean_text(_MARKS.sub(" ", typed))
    if not kept:
        return ""
    places = _between_sentences(words, _places(words, kept.split()))
    before = _gaps(places)
    marked = "".join(part if part.isspace() else next(before) + part for part in _SPACES.split(kept))
    return marked if places[-1] == len(words) - 1 else f"{marked} {MARK}"


def _gaps(places: list[int]) -> Iterator[str]:
    """What stands before each word that is kept."""
    for before, place in zip([-1, *places], places, strict=False):
        yield "" if place == before + 1 else f"{MARK} "


def _places(words: list[str], kept: list[str]) -> list[int]:
    """Where in the letter each word that is kept was, as few gaps between them as the longest runs make."""
    places: list[int] = []
    while len(places) < len(kept):
        rest = kept[len(places) :]
        start, length = _longest_run(words, rest, first=places[-1] + 1 if places else 0)
        if not length:
            raise OtherWords(rest[0])
        places += range(start, start + length)
    return places


def _between_sentences(words: list[str], places: list[int]) -> list[int]:
    """The same words, with each gap after a sentence where one that is as long could also stand there: of "It is. It
    was. It ran." without the middle, the second "It" is the last one."""
    places = list(places)
    for gap in (index for index in range(1, len(places)) if places[index] > places[index - 1] + 1):
        back = 0
        while not (last := words[places[gap - 1 - back]]).endswith(SENTENCE_ENDS):
            if back == gap - 1 or last != words[places[gap] - back - 1]:
                break
            back += 1
        else:
            places[gap - back : gap] = range(places[gap] - back, places[gap])
    return places


def _longest_run(words: list[str], wanted: list[str], *, first: int) -> tuple[int, int]:
    """Where the most of the wanted words stand in a row, the earliest such place, and how many they are."""
    best = (first, 0)
    for start in range(first, len(words)):
        length = 0
        while length < len(wanted) and words[start + length : start + length + 1] == [wanted[length]]:
            length += 1
        if length > best[1]:
            best = (start, length)
    return best
