"""Compares the rows of pictures, their files and their uses, and mends what differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.core.files.storage import default_storage
from django.db.models import Exists, OuterRef
from django.db.models.functions import JSONObject

from ..decoding import PictureRefused
from ..models import Image, OtherOriginal, Publication, Rendition
from ..models.image import ORIGINALS
from ..workflow import MoveNotAllowed
from . import public_files, rendering, storing
from .listing import Folder, listed


class Difference(NamedTuple):
    """What does not fit, and whether it does now."""

    sentence: str
    is_mended: bool


def check(*, mend: bool) -> Iterator[Difference]:
    """Says what differs, one after the other, each mended as far as it can be, if `mend`.

    A lost original cannot be: it has to be replaced, and what was made of it stays as it is. A file that nothing speaks
    of is removed once it is an hour old.
    """
    originals = listed(default_storage, ORIGINALS)
    made = listed(default_storage, storing.RENDITIONS)
    shown = listed(storing.public())
    yield from _lost_originals(originals)
    yield from _lost_others(originals, mend=mend)
    yield from _not_made(made, mend=mend)
    yield from _lost_public(shown, mend=mend)
    yield from _unused(mend=mend)
    yield from _orphaned_originals(originals, mend=mend)
    yield from _orphaned_renditions(made, _names(), mend=mend)
    yield from _orphaned_renditions(shown, _names(is_public=True), mend=mend)


def _lost_originals(originals: Folder) -> Iterator[Difference]:
    for pk, name in Image.objects.exclude(original="").order_by("pk").values_list("pk", "original").iterator():
        if originals.lost([_in_folder(name)]):
            yield Difference(f"Picture {pk} has lost its original. Replace it.", is_mended=False)


def _lost_others(originals: Folder, *, mend: bool) -> Iterator[Difference]:
    """The file that a picture shows next, or showed before. Of the latter nobody speaks any more: what is not there is
    not kept. But where its own original is not there either, a whole folder may be away."""
    others = OtherOriginal.objects.order_by("pk").values_list("pk", "image", "file", "is_next", "image__original")
    for pk, image, name, is_next, own in others.iterator():
        if not originals.lost([_in_folder(name)]):
            continue
        if is_next:
            yield Difference(f"Picture {image} has lost the file that it shows next. Replace it.", is_mended=False)
            continue
        is_mended = mend and not originals.lost([_in_folder(own)])
        if is_mended:
            OtherOriginal.objects.filter(pk=pk).delete()
        yield Difference(f"Picture {image} has lost a file that it showed before.", is_mended=is_mended)


def _not_made(made: Folder, *, mend: bool) -> Iterator[Difference]:
    """Pictures whose renditions are not there, or are not those that there should be."""
    rows, following = Rendition.objects.filter(image=OuterRef("pk")).order_by(), OtherOriginal.objects
    facts = JSONObject(name="name", use="use", width="width", media_type="media_type", file_size="file_size")
    images = Image.objects.in_use().exclude(original="").annotate(
        rows=ArraySubquery(rows.values(row=facts)),
        is_replaced=Exists(following.filter(image=OuterRef("pk"), is_next=True)),
    )  # fmt: skip
    for image in images.order_by("pk").iterator(chunk_size=200):
        is_ready = rendering.is_as_cut(image) and not image.is_replaced
        sizes = {row["name"]: row["file_size"] for row in image.rows}
        are_there = made.names.issuperset(sizes) and not made.broken(sizes)
        if is_ready and are_there and rendering.are_all(image, image.rows):
            continue
        sizes = dict(image.renditions.values_list("name", "file_size"))  # as they are by now
        lost = [*made.lost(sizes), *made.broken(sizes)]
        if not lost and _is_made(Image.objects.get(pk=image.pk)):
            continue
        sentence = f"The renditions of picture {image.pk} are not those that there should be ({len(lost)} files lost)."
        yield Difference(sentence, is_mended=mend and _made_again(image, anew=is_ready or bool(lost)))


def _is_made(image: Image) -> bool:
    rows = image.renditions.values("use", "width", "media_type")
    return rendering.is_ready(image) and rendering.are_all(image, rows)


def _made_again(image: Image, *, anew: bool) -> bool:
    """All or nothing: readers keep what they have while it is made, and of a picture that cannot be made any more."""
    try:
        return rendering.render(image.pk, anew=anew)
    except (PictureRefused, MoveNotAllowed, OSError):
        return False


def _lost_public(shown: Folder, *, mend: bool) -> Iterator[Difference]:
    """Pictures of live stories that readers do not get."""
    live = Publication.objects.live().exclude(pictures=None).values("pictures")
    rows = Rendition.objects.filter(image__in=live, image__withdrawn_at=None).order_by("image", "pk")
    facts = rows.values_list("image", "pk", "name", "file_size", "is_public").iterator()
    for image, renditions in groupby(facts, key=lambda fact: fact[0]):
        lost = {
            pk: name
            for _image, pk, name, size, is_public in renditions
            if not is_public or shown.lost([name]) or shown.broken({name: size})
        }
        if lost:
            files = len(set(lost.values()))  # renditions that are alike share one
            is_mended = mend and _put_again(lost)
            yield Difference(f"Readers lacked {files} files of picture {image}.", is_mended=is_mended)


def _put_again(keys: Iterable[int]) -> bool:
    try:
        public_files.put_again(keys)
    except public_files.FilesLost:
        return False  # nor are they in private storage, and they could not be made
    return True


def _unused(*, mend: bool) -> Iterator[Difference]:
    unused = public_files.unused().count()
    if unused:
        if mend:
            public_files.take_away_unused()
        yield Difference(f"{unused} renditions are public and no live story uses them.", is_mended=mend)


def _orphaned_originals(originals: Folder, *, mend: bool) -> Iterator[Difference]:
    spoken_of = [
        *Image.objects.values_list("original", flat=True),
        *OtherOriginal.objects.values_list("file", flat=True),
    ]
    for name in originals.old_but(map(_in_folder, spoken_of)):
        if mend:
            storing.remove_originals([originals.path_of(name)])
        yield _orphan(originals, name, is_mended=mend)


def _orphaned_renditions(folder: Folder, spoken_of: Iterable[str], *, mend: bool) -> Iterator[Difference]:
    """Removing looks once more whether a row speaks of it by now."""
    for name in folder.old_but(spoken_of):
        if mend:
            storing.remove([name])
        yield _orphan(folder, name, is_mended=mend)


def _orphan(folder: Folder, name: str, *, is_mended: bool) -> Difference:
    return Difference(f"Nothing speaks of the file {folder.path_of(name)}.", is_mended=is_mended)


def _names(**wanted: bool) -> Iterable[str]:
    return Rendition.objects.filter(**wanted).order_by().values_list("name", flat=True).iterator()


def _in_folder(original: str) -> str:
    return original.removeprefix(f"{ORIGINALS}/")
