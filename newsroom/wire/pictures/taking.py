"""Takes the pictures of stories into the library: each once, whatever has become of a run before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import BinaryIO

from django.core.files import File
from django.utils.translation import gettext as _

from articles import pictures
from articles.bodies import clean_text
from articles.decoding import DecoderFailed
from articles.models import Image
from articles.pictures.twice import alone_with

from ..fetching import NotFetched
from ..filing import Brought
from ..filing.values import newsroom_language
from ..foreign_html import cut
from ..models import Source, TakenPicture
from ..stories import WirePicture, WireStory

LONGEST_ADDRESS = TakenPicture._meta.get_field("address").max_length or 0
Finding = Callable[[str], AbstractContextManager[BinaryIO]]


def _nothing() -> None:
    pass


class NotTaken(Exception):
    """A picture that stays away; the text is the reason."""


def take(story: WireStory, *, source: Source, by, finding: Finding, added: Callable[[], None] = _nothing) -> Brought:
    """The numbers in the library of a story's pictures; one that is bad or missing stops no other. `finding` opens
    the one at an address, and is asked for those alone that are not known; it may raise `NotTaken` and `NotFetched`.
    Each that is new to the library is `added`."""
    known = _known(story, source)
    found: dict[int, Image] = {}
    refused: dict[int, str] = {}
    for number, picture in enumerate(story.pictures, start=1):
        try:
            if image := known.get(key_of(picture.address)):
                found[number] = image
                continue
            found[number], is_new = _taken(picture, story, source, by, finding)
            if is_new:
                added()
        except (NotTaken, NotFetched, DecoderFailed, pictures.PictureRefused) as problem:
            refused[number] = str(problem).rstrip(".")
    numbers = {number: image.pk for number, image in found.items()}
    words = {number: _own_words(story.pictures[number - 1], story, image) for number, image in found.items()}
    return Brought(numbers, refused=refused, words=words)


def _own_words(picture: WirePicture, story: WireStory, image: Image) -> tuple[str, str]:
    """What the story says of a picture, where the library says something else or nothing in its language."""
    language = newsroom_language(story.language)
    said = (clean_text(picture.caption), image.captions), (clean_text(picture.alternative), image.alternatives)
    caption, alternative = ("" if text == texts.get(language) else text for text, texts in said)
    return caption, alternative


def key_of(address: str) -> str:
    """What a picture is known by once more: its absolute address without scheme; "" for one beside its file."""
    _scheme, sign, rest = address.partition("://")
    return rest.partition("#")[0] if sign and len(rest) <= LONGEST_ADDRESS and rest.isprintable() else ""


def _known(story: WireStory, source: Source) -> Mapping[str, Image]:
    keys = {key for picture in story.pictures if (key := key_of(picture.address))}
    if not keys or source.pk is None:
        return {}
    rows = TakenPicture.objects.filter(source=source, address__in=keys, image__withdrawn_at=None)
    words = rows.select_related("image").only("address", "image__captions", "image__alternatives")
    return {row.address: row.image for row in words}


def _taken(picture: WirePicture, story: WireStory, source: Source, by, finding: Finding) -> tuple[Image, bool]:
    """A picture in the library, and whether the library did not have it."""
    with finding(picture.address) as file, alone_with(File(file)) as same:
        if same and same.withdrawn_at:
            raise NotTaken(_("it was withdrawn from the library"))
        image = same or pictures.add(file, by=by, **_said(picture, story, source=source))
        if key := key_of(picture.address):
            kept = {"source": source, "address": key}
            TakenPicture.objects.update_or_create(**kept, defaults={"image": image})
    return image, same is None


def _said(picture: WirePicture, story: WireStory, *, source: Source) -> dict:
    """What its source says of it, in the language of the story."""
    language = newsroom_language(story.language)
    credit = picture.credit or source.credit_line
    lines = {"credit": credit, "copyright_notice": picture.copyright_notice, "source": source.name}
    return {
        "captions": {language: clean_text(picture.caption)} if picture.caption else {},
        "alternatives": {language: clean_text(picture.alternative)} if picture.alternative else {},
        "usage_terms": picture.usage_terms,
        **{name: cut(text, most=Image._meta.get_field(name).max_length) for name, text in lines.items()},
    }
