"""Compares the rows of pictures, their files and their uses, and mends what differs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

from django.core.files.storage import Storage, default_storage
from django.utils import timezone

from ..decoding import PictureRefused
from ..models import Image, OtherOriginal, Publication, Rendition
from ..models.image import ORIGINALS
from . import public_files, rendering, storing

YOUNG = timedelta(hours=1)  # a file may be written before the row that speaks of it


class Difference(NamedTuple):
    """What does not fit, and whether it does now."""

    sentence: str
    is_mended: bool


def check(*, mend: bool) -> Iterator[Difference]:
    """Says what differs, one after the other, each mended as far as it can be, if `mend`.

    A lost original cannot be: it has to be replaced. A file that nothing speaks of is removed once it is an hour old.
    """
    yield from _lost_originals()
    yield from _not_made(mend=mend)
    yield from _lost_public(mend=mend)
    yield from _unused(mend=mend)
    yield from _orphans(mend=mend)


def _lost_originals() -> Iterator[Difference]:
    for pk, name in Image.objects.exclude(original="").order_by("pk").values_list("pk", "original").iterator():
        if not default_storage.exists(name):
            yield Difference(f"Picture {pk} has lost its original. Replace it.", is_mended=False)


def _not_made(*, mend: bool) -> Iterator[Difference]:
    """Pictures whose renditions are not there, or are not those that there should be."""
    for image in Image.objects.in_use().exclude(original="").order_by("pk").iterator():
        names = set(image.renditions.values_list("name", flat=True))
        lost = [name for name in names if not default_storage.exists(storing.private_path(name))]
        if rendering.is_ready(image) and not lost:
            continue
        sentence = f"The renditions of picture {image.pk} are not those that there should be ({len(lost)} files lost)."
        yield Difference(sentence, is_mended=mend and _made_again(image, lost=bool(lost)))


def _made_again(image: Image, *, lost: bool) -> bool:
    if lost:
        Image.objects.filter(pk=image.pk).update(recipe="")
        Rendition.objects.filter(image=image).delete()
    try:
        return rendering.render(image.pk)
    except (PictureRefused, OSError):
        return False


def _lost_public(*, mend: bool) -> Iterator[Difference]:
    """Pictures of live stories that readers do not get."""
    for key in Publication.objects.live().exclude(pictures=None).values_list("pictures", flat=True).distinct():
        rows = Rendition.objects.filter(image=key, image__withdrawn_at=None)
        lost = [row.pk for row in rows if not (row.is_public and storing.public().exists(row.name))]
        if not lost:
            continue
        if mend:
            public_files.put_again(lost)
        yield Difference(f"Readers lacked {len(lost)} files of picture {key}.", is_mended=mend)


def _unused(*, mend: bool) -> Iterator[Difference]:
    unused = public_files.unused().count()
    if unused:
        if mend:
            public_files.take_away_unused()
        yield Difference(f"{unused} renditions are public and no live story uses them.", is_mended=mend)


def _orphans(*, mend: bool) -> Iterator[Difference]:
    """Files that no row speaks of."""
    spoken_of = {
        *Image.objects.values_list("original", flat=True),
        *OtherOriginal.objects.values_list("file", flat=True),
    }
    made = set(Rendition.objects.values_list("name", flat=True))
    shown = set(Rendition.objects.filter(is_public=True).values_list("name", flat=True))
    for storage, folder, known in (
        (default_storage, ORIGINALS, {name.removeprefix(f"{ORIGINALS}/") for name in spoken_of}),
        (default_storage, storing.RENDITIONS, made),
        (storing.public(), "", shown),
    ):
        for name in _old_files(storage, folder):
            if name not in known:
                path = f"{folder}/{name}" if folder else name
                if mend:
                    storage.delete(path)
                yield Difference(f"Nothing speaks of the file {path}.", is_mended=mend)


def _old_files(storage: Storage, folder: str) -> Iterator[str]:
    try:
        _folders, names = storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in sorted(names):
        path = f"{folder}/{name}" if folder else name
        if timezone.now() - storage.get_modified_time(path) > YOUNG:
            yield name
