"""Changing what is said of a picture and how it is cut, and who may."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from .. import renditions
from ..decoding import PictureRefused
from ..models import Image, Membership, PictureChange, Publication, Section
from ..rights import RANKS, Person, Role
from ..use_names import use_name
from ..workflow import RightMissing
from . import for_readers, indexing, rendering, uses, words


def may_change(person: Person, image: Image) -> bool:
    """Whether somebody may change a picture: whoever added it, or an editor.

    No revision holds what is true of the picture itself. So where readers have it, or get it with a text that
    somebody approved, it takes an editor of each of those sections: nobody else decides there what readers see.
    """
    sections = [section.family_ids() for section in _sections_of_readers(image)]
    if sections:
        return all(person.rank_in(family) >= RANKS[Role.EDITOR] for family in sections)
    return person.highest_rank >= RANKS[Role.EDITOR] or (person.highest_rank > 0 and image.uploaded_by_id == person.id)


def check_may_change(by, image: Image) -> None:
    """Raises `RightMissing` where `may_change` says no."""
    if not may_change(Membership.objects.person(by), image):
        raise RightMissing(_("A picture that readers have or get takes an editor of each section that uses it."))


def describe(image: Image, *, by, **said: Any) -> Image:
    """Says other things of a picture (fields of `words.SAID`), confirmed by a person, and before readers at once.

    Raises `RightMissing`, and `PictureRefused` for what a field cannot hold.
    """
    with transaction.atomic():
        image = locked(image, by=by)
        before = words.of(image)
        words.put(image, said)
        image.is_confirmed = True
        _save(image, by=by, action=PictureChange.Action.DESCRIBED, before=before, after=words.of(image))
    return image


def cut(
    image: Image,
    *,
    by,
    focal: tuple[float, float] | None = None,
    crops: Mapping[str, Sequence[float]] | None = None,
) -> Image:
    """Cuts a picture anew: around another focal point, and each use of `crops` (see `renditions.CUT_BY_HAND`) in a
    box of its own. What is None stays. Raises `RightMissing`, and `PictureRefused` for a box that cannot be cut."""
    with transaction.atomic():
        image = locked(image, by=by)
        before = _cut_of(image)
        if focal is not None:
            image.focal_x, image.focal_y = focal
        if crops is not None:
            _check_crops(image, crops)
            image.crops = {use: [round(side, 4) for side in box] for use, box in crops.items()}
        words.put(image, {})
        _save(image, by=by, action=PictureChange.Action.CUT, before=before, after=_cut_of(image))
    return image


def locked(image: Image, *, by) -> Image:
    """The picture as it is now, until the transaction ends nobody else's to change. Raises `RightMissing`."""
    image = Image.objects.select_for_update(no_key=True).get(pk=image.pk)
    check_may_change(by, image)
    return image


def size_next(image: Image) -> tuple[int, int]:
    """The size of the file that the picture is cut from next: its own, or the one that takes its place."""
    shown = image.other_originals.filter(is_next=True).first() or image
    return shown.width, shown.height


def _cut_of(image: Image) -> dict[str, Any]:
    return {"focal": list(image.focal), "crops": image.crops}


def _check_crops(image: Image, crops: Mapping[str, Sequence[float]]) -> None:
    size = size_next(image)
    for use, box in crops.items():
        if not renditions.is_box(use, box, size=size):
            raise PictureRefused(_("The crop “%(use)s” does not fit into the picture.") % {"use": use_name(use)})


def _save(image: Image, *, by, action: str, before: dict, after: dict) -> None:
    if before == after and image.is_confirmed == Image.objects.values_list("is_confirmed", flat=True).get(pk=image.pk):
        return
    image.save()
    indexing.index(image)
    PictureChange.objects.create(image=image, by=by, action=action, before=before, after=after)
    if not rendering.is_ready(image):
        rendering.render_later(image)
    if for_readers.is_shown(image):
        for_readers.note_change(image)


def _sections_of_readers(image: Image) -> Iterable[Section]:
    live = Publication.objects.live().filter(pictures=image)
    pinned = uses.pinned_revisions(image)
    keys = {*live.values_list("section", flat=True), *pinned.values_list("content__section_id", flat=True)}
    return Section.objects.filter(pk__in=keys) if keys else ()
