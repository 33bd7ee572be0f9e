"""Replacing a picture by another file, and taking it from readers everywhere."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import decoding
from ..models import Image, Membership, OtherOriginal, PictureChange, Rendition
from ..rights import RANKS, Role
from ..texts import clean_text
from ..workflow import MoveIncomplete, MoveNotAllowed, RightMissing
from . import for_readers, public_files, rendering, storing
from .adding import of_file, store_original
from .changing import locked


def replace(image: Image, file: bytes | BinaryIO, *, by, reason: str = "", render_now: bool = False) -> Image:
    """Lets a picture show another file wherever it is used, once its renditions are made. Crops drawn by hand go, for
    they fit the old one; what is said of it stays. The old file is kept privately.

    Raises `PictureRefused`, `RightMissing`, and `MoveNotAllowed` for one that is withdrawn.
    """
    with storing.on_disk(file) as path:
        found = decoding.inspect(path)
        with storing.removed_on_failure(storing.remove_originals) as written, transaction.atomic():
            image = locked(image, by=by)
            if image.withdrawn_at:
                raise MoveNotAllowed(_("The picture is withdrawn. Bring it back first."))
            OtherOriginal.objects.filter(image=image, is_next=True).update(is_next=False)
            following = OtherOriginal(image=image, is_next=True, **of_file(path, found))
            following.file.name = store_original(path, written=written)
            following.save(force_insert=True)
            before = {"sha256": image.sha256, "focal": list(image.focal), "crops": image.crops}
            image.focal_x, image.focal_y = image.suggested = list(found.focal)
            image.crops = {}
            image.save(update_fields=["focal_x", "focal_y", "suggested", "crops"])
            _note(image, PictureChange.Action.REPLACED, by, reason, before=before, after={"sha256": following.sha256})
            if not render_now:
                rendering.render_later(image)
    if render_now:
        rendering.render(image.pk)
        image.refresh_from_db()
    return image


def withdraw(image: Image, *, by, reason: str) -> Image:
    """Takes a picture from readers everywhere, at once. Stories keep their reference: bringing it back shows it again.

    Raises `RightMissing`, and `MoveIncomplete` without a reason.
    """
    with transaction.atomic():
        image = locked(image, by=by)
        _check_reason(reason)
        if not image.withdrawn_at:
            image.withdrawn_at = timezone.now()
            image.save(update_fields=["withdrawn_at"])
            _note(image, PictureChange.Action.WITHDRAWN, by, reason)
            for_readers.note_change(image)
    public_files.take_away_unused()
    return image


def bring_back(image: Image, *, by, reason: str) -> Image:
    """Lets a withdrawn picture be seen again where live stories use it. Raises as `withdraw` does, and
    `MoveNotAllowed` for one that was erased."""
    with transaction.atomic():
        image = locked(image, by=by)
        _check_reason(reason)
        if not image.original:
            raise MoveNotAllowed(_("The picture was erased: its file is gone. Add it anew."))
        if image.withdrawn_at:
            image.withdrawn_at = None
            image.save(update_fields=["withdrawn_at"])
            _note(image, PictureChange.Action.BROUGHT_BACK, by, reason)
            public_files.put_where_live([image.pk])
            if not rendering.is_ready(image):
                rendering.render_later(image)
            for_readers.note_change(image)
    return image


def erase(image: Image, *, by, reason: str) -> Image:
    """Removes every file of a picture for law, the original and what it showed before, too. What was said of it and
    its audit stay. A chief's; raises as `withdraw` does."""
    if Membership.objects.person(by).highest_rank < RANKS[Role.CHIEF]:
        raise RightMissing(_("Only a chief erases a picture."))
    image = withdraw(image, by=by, reason=reason)
    with transaction.atomic():
        image = Image.objects.select_for_update(no_key=True).get(pk=image.pk)
        others = list(image.other_originals.values_list("file", flat=True))
        originals = [name for name in (image.original.name, *others) if name]
        names = list(image.renditions.values_list("name", flat=True))
        image.other_originals.all().delete()
        Rendition.objects.filter(image=image).delete()
        image.original, image.recipe = "", ""
        image.save(update_fields=["original", "recipe"])
        _note(image, PictureChange.Action.ERASED, by, reason)
        _remove_for_good(names, originals)
    return image


def _remove_for_good(renditions: Iterable[str], originals: Iterable[str]) -> None:
    """Before it is said to be done: what the law wants gone must not stay because a storage was away."""
    try:
        storing.remove(renditions)
        storing.remove_originals(originals)
    except OSError as problem:
        raise MoveNotAllowed(_("The picture is withdrawn, but its files could not be removed. Erase it again.")) from (
            problem
        )


def _check_reason(reason: str) -> None:
    if not clean_text(reason):
        raise MoveIncomplete(_("Say why."))


def _note(image: Image, action: str, by, reason: str, **values) -> None:
    PictureChange.objects.create(image=image, action=action, by=by, reason=clean_text(reason), **values)
