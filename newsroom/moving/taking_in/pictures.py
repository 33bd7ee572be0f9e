"""The original files of an export, each looked at by the decoder before it is stored."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from django.db.models import F

from articles import decoding
from articles.decoding import PictureRefused
from articles.models import Image, OtherOriginal
from articles.models.image import private_name
from articles.pictures import rendering, storing

from .parcels import Parcel
from .refusing import Refused


class Shelves:
    """Which files the pictures of an export want, and which have come."""

    def __init__(self, *, is_kept: bool) -> None:
        self.is_kept = is_kept
        self.lost: set[str] = set()
        self.came: set[str] = set()
        self.refused: list[str] = []

    def name_of(self, digest: str | None, sha256: str) -> str:
        """The private name of a picture's file: a new one, for nobody outside may know it."""
        if digest is None:
            self.lost.add(sha256)
        return "" if digest == "" else private_name(None, "")

    def fill(self, parcel: Parcel, *, written: list[str]) -> Iterator[str]:
        """Stores what is wanted, and yields each digest. Raises `Refused` for one that is not what its name says, and
        where one has not come."""
        for sha256, file in parcel.pictures():
            if sha256 not in self.came:
                self._take(sha256, file, written=written)
                self.came.add(sha256)
                yield sha256
        self._check_all_came()

    def _take(self, sha256: str, file: BinaryIO, *, written: list[str]) -> None:
        wanted = list(_rows_of(sha256))
        if not wanted:
            return
        try:
            with storing.on_disk(file) as path:
                if _digest(path) != sha256:
                    raise Refused(f"The picture {sha256} was changed: its bytes are not those that it is named by.")
                self._look(path, wanted)
                if self.is_kept:
                    for row in wanted:
                        written.append(row["stored"])
                        storing.store(row["stored"], path)
        except PictureRefused as problem:
            self.refused.append(f"The picture {sha256} was left out: {problem}")

    def _look(self, path: Path, wanted: list[dict[str, Any]]) -> None:
        found = decoding.inspect(path)
        said = {(row["width"], row["height"]) for row in wanted}
        if said != {(found.width, found.height)} or {row["media_type"] for row in wanted} - {found.media_type, ""}:
            raise Refused(f"The picture of {found.width} by {found.height} pixels is said to be another: {said}.")

    def _check_all_came(self) -> None:
        for rows in (Image.objects.exclude(original=""), OtherOriginal.objects.exclude(file="")):
            for sha256 in rows.order_by().values_list("sha256", flat=True).distinct().iterator():
                if sha256 not in self.came and sha256 not in self.lost:
                    raise Refused(f"The file of the picture {sha256} is not in the export.")


def render_later() -> None:
    """Lets the worker make what readers and the desk see of each picture."""
    for image in Image.objects.in_use().exclude(original="").only("pk").order_by("pk").iterator():
        rendering.render_later(image)


def _rows_of(sha256: str) -> Iterator[dict[str, Any]]:
    size = ("width", "height", "media_type")
    yield from Image.objects.exclude(original="").filter(sha256=sha256).values(*size, stored=F("original"))
    yield from OtherOriginal.objects.exclude(file="").filter(sha256=sha256).values(*size, stored=F("file"))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
