"""What a source says of the use of a story: standing, embargo, notes for editors. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from articles.texts import clean_line, clean_text
from newsroom.wire.datelines import quoted
from newsroom.wire.moments import read_moment
from newsroom.wire.reading import Terms, Unreadable
from newsroom.wire.stories import Embargo, Standing

NOTICES = (Standing.WITHHELD, Standing.CANCELED)  # what takes a story back need not repeat it
UNDATED = "The story names no date: it needs one."
CORRECTED = "The source has corrected this story."
LABELS = ("Slug", "Urgency", "Priority", "Category", "Copyright", "Usage terms", "Expires", "Replaces")
_STANDINGS = {
    "usable": Standing.USABLE,
    "withheld": Standing.WITHHELD,
    "canceled": Standing.CANCELED,
    "cancelled": Standing.CANCELED,
    "killed": Standing.CANCELED,
}


def standing_of(word: str | None) -> tuple[Standing, tuple[str, ...]]:
    """What the word of a status means. None at all is usable; one that nobody knows, or that is empty, is a draft, with
    a warning."""
    if word is None:
        return Standing.USABLE, ()
    word = clean_line(word)
    if (standing := _STANDINGS.get(word.lower())) is not None:
        return standing, ()
    return Standing.DRAFT, (f"The status {quoted(word)} is not known: the story was taken for a draft.",)


def embargo_of(text: str | None, terms: Terms) -> tuple[Embargo | None, tuple[str, ...]]:
    """The embargo of a field that is absent (None), empty (nobody knows until when) or names a moment.

    One that names none that can be read holds until a person lifts it.
    """
    if text is None:
        return None, ()
    moment = read_moment(text, terms)
    if moment.at or not text.strip():
        return Embargo(moment.at), (moment.warning,) if moment.warning else ()
    return Embargo(), (f"The embargo names no moment that can be read ({quoted(text)}): it holds until it is lifted.",)


def needed(headline: str, standing: Standing, *, what: str, line: int = 0) -> str:
    """The headline. Raises `Unreadable` for a story without one, unless it takes another back."""
    if not headline and standing not in NOTICES:
        raise Unreadable(f"The {what} has neither a headline nor a text.", line=line)
    return headline


def lacks(
    standing: Standing, *, what: str, guess: Iterable[str], date: str, body: str, named: tuple[str, str]
) -> tuple[str, ...]:
    """What is to be said of a story that does not say its language (`guess`), its date, its text, or what it goes by:
    `named` is what its format calls that, and what it says. What takes a story back may leave out the first three."""
    called, name = named
    return (
        *(() if standing in NOTICES else guess),
        *(() if date or standing in NOTICES else (UNDATED,)),
        *(() if name else (f"The {what} names no {called}: it is known by its headline and date.",)),
        *(() if body or standing in NOTICES else (f"The {what} has no text.",)),
    )


def desk_note(*parts: tuple[str, str]) -> str:
    """Notes for editors: each a label, one of `LABELS` or "", and what it says; what has a label is one line, and what
    is empty is left out."""
    assert {label for label, _text in parts} <= {"", *LABELS}
    said = ((label, clean_line(text) if label else clean_text(text)) for label, text in parts)
    return "\n".join(dict.fromkeys(f"{label}: {text}" if label else text for label, text in said if text))


def in_words(note: str) -> str:
    """What a note says to editors, without the facts in it that have a label."""
    labels = tuple(f"{label}: " for label in LABELS)
    return "\n".join(line for line in note.split("\n") if not line.startswith(labels))


def distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Names as lines, each once whatever its case, in order."""
    kept: dict[str, str] = {}
    for name in map(clean_line, names):
        if name:
            kept.setdefault(name.casefold(), name)
    return tuple(kept.values())
