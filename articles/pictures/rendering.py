"""Making the renditions of a picture, once for each way that it is cut and credited."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import repeat
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app as jobs

from .. import decoding, renditions, turns
from ..decoder.rendering import EXTENSIONS
from ..decoding import PictureRefused, Rendered
from ..models import Edition, Image, OtherOriginal, Rendition
from ..workflow import MoveIncomplete
from . import for_readers, public_files, storing

SWAPPED = ("sha256", "media_type", "width", "height", "likeness")  # what is true of a file and not of the picture
RENDER_PICTURE = "newsroom.desk.jobs.render_picture"


def render_later(image: Image) -> None:
    """Lets the worker make the renditions; the transaction that changes the picture defers the job with it."""
    jobs.configure_task(RENDER_PICTURE, lock=f"picture-{image.pk}").defer(image_id=image.pk)


def is_ready(image: Image) -> bool:
    """Whether the renditions are those of the picture as it is cut and credited now."""
    return is_as_cut(image) and not image.other_originals.filter(is_next=True).exists()


def is_as_cut(image: Image) -> bool:
    """Whether they are those of the file that it shows; another one may be waiting to be shown."""
    return image.recipe == _recipe(image)


def are_all(image: Image, rows: Iterable[Mapping[str, Any]]) -> bool:
    """Whether these rows (use, width and media type of each) are all that belong together; see `renditions.are_all`."""
    return renditions.are_all(((row["use"], row["width"], row["media_type"]) for row in rows), _boxes(image))


def render(image_id: int, *, anew: bool = False) -> bool:
    """Makes the renditions of a picture if they are not those that there should be, or in any case, `anew`; says
    whether it did.

    The new ones take the place of the old, before readers too, in one transaction. Raises `PictureRefused` or OSError
    where its file cannot be read any more.
    """
    return render_all([image_id], anew=anew) == 1


def render_all(image_ids: Iterable[int], *, anew: bool = False) -> int:
    """Does that for several, as many at once as there are decoders; says for how many. The first that cannot be read
    ends it: those before it are made. Whoever comes for the same ones meanwhile waits, and finds them made."""
    keys = sorted(image_ids)
    with turns.turn(*(f"renditions of picture {key}" for key in keys)):
        return _made(keys, anew=anew)


def render_first(image_ids: Collection[int]) -> None:
    """Makes those of pictures that have none yet, ahead of whoever is about to show them, who says what is wrong with
    one that cannot be read."""
    keys = list(Image.objects.in_use().filter(pk__in=image_ids, renditions=None).values_list("pk", flat=True))
    if not keys:
        return
    try:
        render_all(keys)
    except (PictureRefused, OSError):
        for key in keys:
            with suppress(PictureRefused, OSError):
                render(key)


def _made(keys: Iterable[int], *, anew: bool = False) -> int:
    images = Image.objects.in_use().filter(pk__in=keys).order_by("pk")
    shown = [as_it_will_be(image) for image in images if anew or not is_ready(image)]
    with tempfile.TemporaryDirectory(prefix="cut-") as folder, ThreadPoolExecutor(decoding.DECODERS) as decoders:
        folders = [Path(folder, str(image.pk)) for image in shown]
        ready = decoders.map(_files_of, shown, folders, repeat(translation.get_language()))
        return sum(_put_in_place(*one, anew=anew) for one in zip(shown, ready, folders, strict=True))


def _files_of(shown: Image, folder: Path, language: str | None) -> list[Rendered]:
    """Asks nothing of the database, so that it can be done beside others. Refuses in the language of who asks."""
    folder.mkdir()
    cuts, rights = renditions.cuts(_boxes(shown)), rights_of(shown)
    with translation.override(language), storing.copied_to_disk(shown.original.name) as path:
        return decoding.render(path, folder, cuts=cuts, rights=rights)


def make_ready(image_ids: Collection[int]) -> set[str]:
    """The files of pictures that may be shown. Those that have none yet are made here and now: the worker has not
    come to them. Raises `MoveIncomplete` for one whose original cannot be read any more.

    Without a turn: the publish has locked the picture, and whoever has the turn may wait for just that.
    """
    if not image_ids:
        return set()
    made = list(Image.objects.in_use().filter(pk__in=image_ids).values_list("pk", "renditions__name"))
    without = sorted(key for key, name in made if name is None)  # in one order, for each is locked until the end
    for key in without:
        try:
            _made([key])
        except FileNotFoundError as problem:
            sentence = _("The file of picture %(number)s is lost. Replace it.")
            raise MoveIncomplete(sentence % {"number": key}) from problem
        except (PictureRefused, OSError) as problem:
            said = {"number": key, "problem": problem}
            raise MoveIncomplete(_("Picture %(number)s cannot be shown: %(problem)s") % said) from problem
    return public_files.rendition_names(image_ids) if without else {name for _key, name in made}


def as_it_will_be(image: Image) -> Image:
    """The picture with the file that it shows next, where there is one; nothing is saved."""
    following = image.other_originals.filter(is_next=True).first()
    if following:
        image.original = following.file.name
        for name in SWAPPED:
            setattr(image, name, getattr(following, name))
    image.following = following
    return image


def rights_of(image: Image) -> dict[str, str]:
    """What every served file says of the picture; nothing that no person has confirmed."""
    if not image.is_confirmed:
        return {}
    return {
        "creator": image.creator,
        "credit": image.credit,
        "copyright": image.copyright_notice,
        "licence_url": image.licence_url,
    }


def _boxes(image: Image) -> dict[str, renditions.Box]:
    return renditions.boxes((image.width, image.height), focal=image.focal, crops=image.crops)


def _recipe(image: Image) -> str:
    return renditions.recipe(image.sha256, _boxes(image), rights=rights_of(image))


def _put_in_place(shown: Image, made: Iterable[Rendered], folder: Path, *, anew: bool) -> bool:
    """Stores files and rows, unless the picture was changed while they were made, and another job makes others, or a
    publish has made them meanwhile."""
    rows = [_row(shown, one, folder) for one in made]
    files = {row.name: folder / one.file for row, one in zip(rows, made, strict=True)}
    with storing.removed_on_failure(storing.sweep) as written, transaction.atomic():
        image = Image.objects.select_for_update(no_key=True).get(pk=shown.pk)
        if image.withdrawn_at or is_ready(image) and not anew:
            return False
        if _recipe(as_it_will_be(image)) != _recipe(shown):
            return False
        _store_new(files, written=written)
        gone = _replace_rows(image, rows) - files.keys()
        _swap(image)
    storing.sweep(gone)
    return True


def _row(image: Image, made: Rendered, folder: Path) -> Rendition:
    name = f"{made.sha256}.{EXTENSIONS[made.media_type]}"
    size = {"width": made.width, "height": made.height, "file_size": (folder / made.file).stat().st_size}
    return Rendition(image=image, use=made.use, name=name, media_type=made.media_type, **size)


def _store_new(files: dict[str, Path], *, written: list[str]) -> None:
    """Writes the files that no row speaks of, and those that were lost, or are not whole."""
    storing.take_turns(files)
    there = set(Rendition.objects.filter(name__in=files).values_list("name", flat=True))
    written.extend(files.keys() - there)
    whole = {name for name in there if storing.is_whole(name, size=files[name].stat().st_size)}
    for name in files.keys() - whole:
        storing.store(storing.private_path(name), files[name])


def _replace_rows(image: Image, rows: list[Rendition]) -> set[str]:
    """Puts new rows in place of those that differ, and returns the names of these. What readers have already stays
    where it is, though another row may speak of it now."""
    before = {_told(row): row for row in image.renditions.all()}
    public = {row.name for row in before.values() if row.is_public}
    new = [row for row in rows if _told(row) not in before]
    for row in new:
        row.is_public = row.name in public
    gone = [before[told] for told in before.keys() - {_told(row) for row in rows}]
    Rendition.objects.filter(pk__in=[row.pk for row in gone]).delete()
    Rendition.objects.bulk_create(new)
    return {row.name for row in gone}


def _told(row: Rendition) -> tuple[str, str, int, int, int, str]:
    return row.use, row.name, row.width, row.height, row.file_size, row.media_type


def _swap(image: Image) -> None:
    """The file that was to be next is the picture's own now, and what it showed before is kept."""
    if image.following:
        before = Image.objects.get(pk=image.pk)
        OtherOriginal.objects.filter(pk=image.following.pk).update(
            file=before.original.name, is_next=False, **{name: getattr(before, name) for name in SWAPPED}
        )
    is_first, image.recipe = not image.recipe, _recipe(image)
    image.save(update_fields=["original", "recipe", *SWAPPED])
    if for_readers.is_shown(image):
        public_files.put([image.pk])
        if is_first:  # shown before it had any: an export was taken in, and the picture is the one that it was
            Edition.bump()
        else:
            for_readers.note_change(image)
