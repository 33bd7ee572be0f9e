"""Adding pictures to the library: looked at by the decoder, stored privately, all or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from .. import decoding
from ..decoding import Inspected, PictureRefused
from ..models import Image, Membership, PictureChange
from ..models.image import private_name
from ..rights import Source
from ..workflow import RightMissing
from . import indexing, rendering, storing, words


def add(file: bytes | BinaryIO, *, by, focal: tuple[float, float] | None = None, render_now=False, **said) -> Image:
    """Stores a picture; what the file was called is forgotten. `focal` is a fraction of width and height from the
    top left; without one it is where the picture has most detail.

    `said` are fields of `words.SAID`; for those that are not named the file's own metadata speak, and wait for a person
    of the desk to confirm them. The worker makes the renditions, or this process, `render_now`, where nobody waits.
    Its file is removed if its own transaction fails: one around it, failing later, leaves it behind.
    Raises `PictureRefused` for the file or what is said of it, `RightMissing` for somebody without a desk role.
    """
    check_may_add(by)
    with storing.on_disk(file) as path:
        found = decoding.inspect(path)
        image = Image(**of_file(path, found))
        image.focal_x, image.focal_y = focal or found.focal
        image.suggested = list(found.focal)
        from_file = _describe(image, found, by=by, said=said)
        with storing.removed_on_failure(storing.remove_originals) as written, transaction.atomic():
            image.original.name = store_original(path, written=written)
            image.save(force_insert=True)
            indexing.index(image)
            _note(image, from_file)
            if not render_now:
                rendering.render_later(image)
    if render_now:
        rendering.render(image.pk)
        image.refresh_from_db()
    return image


def _describe(image: Image, found: Inspected, *, by, said: Mapping[str, Any]) -> list[str]:
    """What the file says stands where nobody says another thing: the names of those fields. A source speaks for its own
    files."""
    is_person = not isinstance(by, Source)
    image.uploaded_by = by if is_person else None
    in_file = words.from_file(found.said)
    taken = {name: value for name, value in in_file.items() if not said.get(name)}
    words.put(image, {**said, **taken})
    image.is_confirmed = not taken or not is_person
    return sorted(taken)


def _note(image: Image, from_file: list[str]) -> None:
    said = {**words.of(image), words.FROM_FILE: from_file}
    PictureChange.objects.create(image=image, action=PictureChange.Action.ADDED, by=image.uploaded_by, after=said)


def check_may_add(by) -> None:
    """Raises `RightMissing` for somebody without a role at the desk; a source may."""
    if not isinstance(by, Source) and not Membership.objects.person(by).highest_rank:
        raise RightMissing(_("Pictures are added by people who have a role at the desk."))


def of_file(path: Path, found: Inspected) -> dict[str, Any]:
    """What is true of a file, as fields of `Image` and of `OtherOriginal`."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    size = {"width": found.width, "height": found.height}
    return {"sha256": digest, "media_type": found.media_type, "likeness": found.likeness, **size}


def store_original(path: Path, *, written: list[str]) -> str:
    """Stores a file privately under a random name and returns that. Raises `PictureRefused` where a
    storage elsewhere does not take it."""
    name = private_name(None, "")
    written.append(name)
    try:
        storing.store(name, path)
    except OSError as problem:
        if problem.errno:  # the disk's own trouble, which is told everywhere in the same way
            raise
        raise PictureRefused(_("The picture could not be stored. Try again in a minute.")) from problem
    return name
