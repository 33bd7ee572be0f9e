"""What is said of a picture: cleaned, checked, and taken from its file where nobody says it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError

from .. import bodies
from ..decoding import PictureRefused
from ..languages import is_right_to_left
from ..models import Image

TEXTS = ("captions", "alternatives")
LINES = ("creator", "credit", "source", "copyright_notice", "place", "taken_at", "licence_url")
SAID = (*TEXTS, *LINES, "usage_terms", "licence_expires_on", "is_sensitive", "people")
FROM_FILE = "from_file"  # in the audit row of an addition: the names of the fields that the file itself filled
IN_FILE = {"copyright": "copyright_notice"}  # what the decoder calls what we call otherwise
_LETTERS = {"ar": re.compile("[\u0621-\u064a]"), "he": re.compile("[\u05d0-\u05ea]")}


def of(image: Image) -> dict[str, Any]:
    """What is said of a picture, as an audit row keeps it."""
    said = {name: getattr(image, name) for name in SAID}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in said.items() if value}


def put(image: Image, said: Mapping[str, Any]) -> None:
    """Cleans what is said and puts it into the picture, unsaved. Raises `PictureRefused` with what is wrong."""
    for name, value in said.items():
        setattr(image, name, _clean(name, value))
    try:
        image.clean_fields(exclude=["original"])
    except ValidationError as problem:
        sentences = (f"{Image._meta.get_field(name).verbose_name}: {' '.join(found)}" for name, found in problem)
        raise PictureRefused(" ".join(sentences)) from None


def from_file(found: Mapping[str, Any]) -> dict[str, Any]:
    """What a file says of itself, as fields of a picture; what does not fit a field is shortened or left out."""
    said = {IN_FILE.get(name, name): value for name, value in found.items()}
    for name in TEXTS:
        said[name] = _in_our_languages(said.get(name, {}))
    for name in LINES:
        most = Image._meta.get_field(name).max_length
        said[name] = bodies.clean_line(said.get(name, ""))[:most]
    said["people"] = [name[:200] for name in said.get("people", ())]
    return {name: value for name, value in said.items() if value and name in SAID and _fits(name, value)}


def _fits(name: str, value: Any) -> bool:
    try:
        Image._meta.get_field(name).clean(value, None)
    except ValidationError:
        return False
    return True


def _clean(name: str, value: Any) -> Any:
    if name in TEXTS:
        cleaned = {language: bodies.clean_text(text) for language, text in value.items()}
        return {language: text for language, text in cleaned.items() if text}
    if name == "people":
        return [line for one in value if (line := bodies.clean_line(one))]
    if name == "usage_terms":
        return bodies.clean_text(value)
    return bodies.clean_line(value) if name in LINES else value


def _in_our_languages(texts: Mapping[str, str]) -> dict[str, str]:
    """Texts by the newsroom's languages; one for everybody goes to the language whose letters it is in."""
    found: dict[str, str] = {}
    for language, text in sorted(texts.items(), reverse=True):  # the one for everybody, "", is the last
        code = next((code for code in settings.NEWSROOM_LANGUAGES if language.split("-")[0] == code), "")
        code = code or ("" if language else _language_of(text))
        if code:
            found.setdefault(code, text)
    return found


def _language_of(text: str) -> str:
    codes = settings.NEWSROOM_LANGUAGES
    by_letters = next((code for code in codes if code in _LETTERS and _LETTERS[code].search(text)), "")
    return by_letters or next((code for code in codes if not is_right_to_left(code)), codes[0])
