"""Keeps the terms that pictures are found by in step with what is said of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.conf import settings
from django.db import transaction

from .. import vectors
from ..models import Image, PictureTerms
from ..vectors import Text

AT_ONCE = 1000  # pictures in memory
LINES = ("credit", "source", "creator", "copyright_notice", "place")


def index(*images: Image) -> None:
    """Writes the terms of pictures as they are saved now, in the caller's transaction."""
    rows = [PictureTerms(image=image, vector=vector(_said(image))) for image in images]
    PictureTerms.objects.bulk_create(rows, update_conflicts=True, unique_fields=["image"], update_fields=["vector"])


def index_all(keys: Iterable[int]) -> int:
    """Writes the terms of these pictures anew, some at a time; returns how many there were."""
    keys = sorted(keys)
    for start in range(0, len(keys), AT_ONCE):
        with transaction.atomic():  # nobody says other things of a picture while its terms are made
            index(*Image.objects.filter(pk__in=keys[start : start + AT_ONCE]).select_for_update(no_key=True))
    return len(keys)


def vector(said: Mapping[str, Any]) -> str:
    """A `tsvector` of what is said of a picture, each text by the stems of its own language."""
    languages = dict.fromkeys((*settings.NEWSROOM_LANGUAGES, *said["captions"], *said["alternatives"]))
    return " ".join(vectors.vector(_texts(said, code), language=code, headline="") for code in languages)


def _texts(said: Mapping[str, Any], language: str) -> Iterator[Text]:
    """Names belong to no language: they are told once, with the newsroom's own."""
    yield "A", said["captions"].get(language, "")
    yield "B", said["alternatives"].get(language, "")
    if language == settings.NEWSROOM_LANGUAGES[0]:
        for line in (*said["people"], *(said[name] for name in LINES)):
            yield "C", line


def _said(image: Image) -> dict[str, Any]:
    return {name: getattr(image, name) for name in ("captions", "alternatives", "people", *LINES)}
