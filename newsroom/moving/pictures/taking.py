"""Takes the pictures of stories into the library: each once, whatever has become of a run before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from django.core.files import File
from django.utils.translation import gettext as _

from articles import decoding, pictures
from articles.bodies import clean_text
from articles.models import Image
from articles.pictures.storing import on_disk
from articles.pictures.twice import alone_with
from newsroom.wire.fetching import Answered, NotFetched, fetch
from newsroom.wire.filing import Brought
from newsroom.wire.filing.values import newsroom_language
from newsroom.wire.foreign_html import cut
from newsroom.wire.models import Source
from newsroom.wire.stories import WirePicture, WireStory

from ..files import InputFile
from ..models import TakenPicture
from .beside import Beside
from .folder import Folder
from .names import larger, paths_of

LONGEST_ADDRESS = TakenPicture._meta.get_field("address").max_length or 0


class NotTaken(Exception):
    """A picture that stays away; the text is the reason."""


@dataclass
class Pictures:
    """Where the pictures of a run are looked for: beside the file in its archive, in `folders`, and, only where
    `fetches`, at their own addresses. `looks_only` is a dry run."""

    folders: list[Folder] = field(default_factory=list)
    fetches: bool = False
    looks_only: bool = False
    beside: Beside | None = None
    member: str = ""

    @property
    def looks_anywhere(self) -> bool:
        return bool(self.folders or self.fetches or self.beside)

    def begin(self, file: InputFile) -> None:
        """Says which file is read from now on."""
        if self.beside and self.beside.archive != file.archive:
            self.close()
        if file.archive and not self.beside:
            self.beside = Beside(file.archive)
        self.member = file.member

    def close(self) -> None:
        if self.beside:
            self.beside.close()
        self.beside = None

    def take(self, story: WireStory, *, source: Source, by) -> Brought:
        """The numbers in the library of a story's pictures; one that is bad or missing stops no other."""
        known = self._known(story, source)
        numbers: dict[int, int] = {}
        refused: dict[int, str] = {}
        for number, picture in enumerate(story.pictures, start=1):
            try:
                found = known.get(key_of(picture.address)) or self._taken(picture, story, source=source, by=by)
            except (NotTaken, NotFetched, pictures.PictureRefused) as problem:
                refused[number] = str(problem).rstrip(".")
            else:
                numbers |= {number: found} if found else {}
        return Brought(numbers, refused=refused)

    def _known(self, story: WireStory, source: Source) -> Mapping[str, int]:
        keys = {key for picture in story.pictures if (key := key_of(picture.address))}
        if not keys or source.pk is None:
            return {}
        rows = TakenPicture.objects.filter(source=source, address__in=keys, image__withdrawn_at=None)
        return {row.address: row.image_id for row in rows}

    def _taken(self, picture: WirePicture, story: WireStory, *, source: Source, by) -> int | None:
        """None where nobody has said where to look."""
        if not self.looks_anywhere:
            return None
        with self._found(picture.address) as file:
            if self.looks_only:
                with on_disk(file) as path:
                    decoding.inspect(path)
                raise NotTaken(_("it is there: a dry run takes no pictures in"))
            return _stored(file, picture, story, source=source, by=by)

    @contextmanager
    def _found(self, address: str) -> Iterator[BinaryIO]:
        path = self._path(address)
        if path:
            with _opened(path) as file:
                yield file
        elif self.fetches:
            yield BytesIO(_fetched(address))
        else:
            raise NotTaken(_("it is not among the pictures that were given"))

    def _path(self, address: str) -> Path | None:
        paths = paths_of(address)
        beside = self.beside.find(paths, member=self.member) if self.beside else None
        return beside or next((file for folder in self.folders if (file := folder.find(paths))), None)


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as problem:
        raise NotTaken(_("its file cannot be read: %(problem)s") % {"problem": problem.strerror}) from None


def key_of(address: str) -> str:
    """What a picture is known by once more: its absolute address without scheme; "" for one beside its file."""
    _scheme, sign, rest = address.partition("://")
    return rest.partition("#")[0] if sign and len(rest) <= LONGEST_ADDRESS else ""


def _fetched(address: str) -> bytes:
    """The original, else what the story itself shows."""
    if not address.startswith(("http://", "https://")):
        raise NotTaken(_("it has no address on the internet"))
    best = larger(address)
    if best != address:
        try:
            return fetch(best).body
        except Answered:
            pass
    return fetch(address).body


def _stored(file: BinaryIO, picture: WirePicture, story: WireStory, *, source: Source, by) -> int:
    with alone_with(File(file)) as same:
        if same and same.withdrawn_at:
            raise NotTaken(_("it was withdrawn from the library"))
        image = same or pictures.add(file, by=by, **_said(picture, story, source=source))
        if key := key_of(picture.address):
            kept = {"source": source, "address": key}
            TakenPicture.objects.update_or_create(**kept, defaults={"image": image})
    return image.pk


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
