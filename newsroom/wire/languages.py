"""Which language a text is in, by its letters."""

from __future__ import annotations

import re

_ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")
_HEBREW = re.compile("[\u05d0-\u05ea\ufb1d-\ufb4f]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")


def language_of(text: str) -> tuple[str, tuple[str, ...]]:
    """ "ar", "he" or "en", whichever letters are the most, and a warning where none are there to tell from."""
    counted = {"ar": len(_ARABIC.findall(text)), "he": len(_HEBREW.findall(text)), "en": len(_LATIN.findall(text))}
    if not any(counted.values()):
        return "en", ("The letters are neither Arabic, Hebrew nor Latin; the language was taken to be English.",)
    return max(counted, key=lambda code: counted[code]), ()
