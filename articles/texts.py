"""Plain text as the desk stores it: tidy characters, one-line fields, marks of unfinished work. Pure."""

import re
import unicodedata
from collections.abc import Iterator

MAX_MARKS = 30  # combining marks on one letter, as in the Stream-Safe Text Format (UAX 15)

_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    chr((plane << 16) + 0xFFFE) + chr((plane << 16) + 0xFFFF) for plane in range(17)
)
# C0 and C1 but tab and newlines, byte order marks, bidi overrides and embeddings, lone surrogates.
_REMOVED = re.compile(f"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\ufeff\ud800-\udfff{_NONCHARACTERS}]")
_NEWLINES = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_ISOLATES = re.compile("[\u2066-\u2069]")
_MARK_HEAP = re.compile(r"[^\w\s\x00-\x7f]{31}")
# Anything but spaces and what Unicode calls default-ignorable, and the braille blank.
_VISIBLE = re.compile(
    r"[^\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800"
    r"\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
# Arabic letters stand right before a Latin word ("and", "for"): they are no part of it. An underscore is emphasis
# unless it joins two words.
_LATIN = "[A-Za-z0-9\u00c0-\u024f]"
_STARTS, _ENDS = f"(?<!{_LATIN})(?<!{_LATIN}_)", f"(?!_?{_LATIN})"
_NAMES = r"\bBowl\s+XXX|\bXXX\s+Olympi[a-z]+|\bXXX-(?i:large)|\bTK\s+Maxx"  # names and sizes, nothing left over
_LEFTOVERS = re.compile(
    f"(?:{_NAMES}){_ENDS}"
    rf"|({_STARTS}(?:TK(?:TK)*|X{{3,}}|(?i:do[\s-]+not[\s-]+publish)){_ENDS}"
    r"|(?<!\w)(?:لا|ليست?|غير\s+(?:معد|مخصص)ة?)\s+للنشر(?!\w))"
)
_HINTS, _WORD = ("TK", "XXX", "للنشر"), "publ"  # every marker has one of these, and few texts do
_LENGTHENED = re.compile("[\u0640\u064b-\u065f\u0670]")  # tatweel and vowel marks: the word stays the same
_UNSEEN = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u2060-\u206f\ufe00-\ufe0f\ufeff]")


def clean_line(text: str) -> str:
    """Return the text of a one-line field: NFC, spaces folded, no control or bidi control characters.

    Left-to-right and right-to-left marks stay, since headlines need them; a line with nothing visible is "".
    """
    if text.isascii() and text.isprintable():  # all of it is visible but the spaces
        return " ".join(text.split())
    return _visible_or_empty(" ".join(tidy(_ISOLATES.sub("", text)).split()))


def clean_text(text: str) -> str:
    """Return the text of a field of several lines, each cleaned as `clean_line` does, newlines kept."""
    lines = (" ".join(line.split()) for line in tidy(_ISOLATES.sub("", text)).split("\n"))
    return _visible_or_empty("\n".join(lines).strip())


def leftover_markers(text: str) -> list[str]:
    """Return what says that a text is not finished, in order and as it looks: TK, XXX, "do not publish".

    What nobody sees inside a word or between two does not hide it.
    """
    seen = _LENGTHENED.sub("", text)
    joined = _UNSEEN.sub("", seen)
    if not any(hint in joined for hint in _HINTS) and _WORD not in joined.casefold():
        return []
    read = dict.fromkeys((joined, _UNSEEN.sub(" ", seen)))
    return list(dict.fromkeys(" ".join(found.split()) for line in read for found in _LEFTOVERS.findall(line) if found))


def tidy(text: str) -> str:
    """Return the text in NFC without characters that no story needs and that hide or reorder text."""
    if text.isascii() and text.isprintable():  # as most lines are: nothing is to be done
        return text
    kept = without_controls(text)
    if _MARK_HEAP.search(kept):
        kept = "".join(_without_heaps(kept))
    return unicodedata.normalize("NFC", kept)


def _without_heaps(text: str) -> Iterator[str]:
    """Yield the characters but marks beyond MAX_MARKS on a letter: normalising takes their number squared."""
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.category(character)[0] == "M" else 0
        if marks <= MAX_MARKS:
            yield character


def without_controls(text: str) -> str:
    """Return the text with one kind of newline and without control characters, ready for a parser."""
    if text.replace("\n", "").isprintable():  # none of these is, which is told sooner than they are looked for
        return text
    return _REMOVED.sub("", _NEWLINES.sub("\n", text))


def is_visible(text: str) -> bool:
    """Say whether a reader would see anything of the text."""
    return bool(_VISIBLE.search(text))


def _visible_or_empty(text: str) -> str:
    return text if is_visible(text) else ""
