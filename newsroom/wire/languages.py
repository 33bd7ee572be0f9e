"""Which language a text is in, by its letters."""

from __future__ import annotations

import re

from newsroom.wire.reading import Terms

ENOUGH = 5_000  # characters, to tell letters by
_ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]+")
_HEBREW = re.compile("[\u05d0-\u05ea\ufb1d-\ufb4f]+")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]+")
_WRITTEN_IN = {"ar": ("ar", "ckb", "fa", "ku", "ps", "sd", "ug", "ur"), "he": ("he", "yi")}  # by whose letters
_MARKUP = re.compile(r"<[^<>]*>")
_TAG = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]{1,8})*", re.IGNORECASE)
# Codes of three letters (ISO 639-2, both kinds) and older ones of two, as agencies still write them.
_OLDER = {
    **dict.fromkeys(["ara"], "ar"),
    **dict.fromkeys(["heb", "iw"], "he"),
    **dict.fromkeys(["eng"], "en"),
    **dict.fromkeys(["fra", "fre"], "fr"),
    **dict.fromkeys(["deu", "ger"], "de"),
    **dict.fromkeys(["nld", "dut"], "nl"),
    **dict.fromkeys(["ell", "gre"], "el"),
    **dict.fromkeys(["fas", "per"], "fa"),
    **dict.fromkeys(["zho", "chi"], "zh"),
    **{"spa": "es", "ita": "it", "por": "pt", "rus": "ru", "tur": "tr", "swe": "sv", "fin": "fi", "dan": "da"},
    **{"nor": "no", "nob": "nb", "nno": "nn", "pol": "pl", "ukr": "uk", "jpn": "ja", "kor": "ko", "urd": "ur"},
}


def language_of(text: str) -> tuple[str, tuple[str, ...]]:
    """ "ar", "he" or "en", whichever letters are the most outside of tags, and a warning where none are there to tell
    from."""
    counted = _letters_of(text)
    if not any(counted.values()):
        return "en", ("The letters are neither Arabic, Hebrew nor Latin; the language was taken to be English.",)
    return max(counted, key=lambda code: counted[code]), ()


def _letters_of(text: str) -> dict[str, int]:
    text = _MARKUP.sub(" ", text)
    if text.isascii() and _LATIN.search(text):
        return {"en": 1}
    letters = {"ar": _ARABIC, "he": _HEBREW, "en": _LATIN}
    return {code: sum(map(len, runs.findall(text))) for code, runs in letters.items()}


def _is_in_other_letters(language: str, text: str) -> bool:
    """Whether nearly all of a text is in letters that the language is not written in, as far as they are known."""
    own = next((code for code, written in _WRITTEN_IN.items() if language in written), "en")
    counted = _letters_of(text)
    most = max(counted, key=lambda code: counted[code])
    return most != own and counted[most] > 4 * counted.get(own, 0)


def language_tagged(tag: str) -> str:
    """The language of a tag as BCP 47 or ISO 639 has it, without region or script; "" for what is no tag."""
    found = _TAG.fullmatch(tag.strip())
    code = found[1].lower() if found else ""
    return "" if code in ("und", "mul", "zxx", "mis") else _OLDER.get(code, code)


def language_for(tag: str, text: str, terms: Terms) -> tuple[str, tuple[str, ...]]:
    """The language that a story names, else the terms', else the letters', with warnings."""
    if language := language_tagged(tag) or terms.language:
        return language, ()
    return language_of(text)


def language_beside(tag: str, text: str, terms: Terms) -> tuple[str, tuple[str, ...]]:
    """The language of a story whose site alone names one: that of its letters, where the site's is not written in
    them."""
    said = language_tagged(tag)
    if not said or not _is_in_other_letters(said, text):
        return language_for(tag, text, terms)
    language, _guess = language_of(text)
    return language, (f"The site is in “{said}”, the letters of this story are of “{language}”: that was taken.",)
