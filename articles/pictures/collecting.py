"""Collections of pictures: anybody at the desk makes one; its maker and editors name it, fill it, take out of it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ..bodies import clean_line
from ..models import Collection, Image, Membership
from ..rights import RANKS, Person, Role
from ..workflow import MoveNotAllowed, RightMissing

LONGEST_NAME = Collection._meta.get_field("name").max_length


def may_fill(person: Person, collection: Collection) -> bool:
    """Whether somebody may name a collection, and add and take out pictures."""
    is_maker = person.highest_rank > 0 and collection.made_by_id == person.id
    return is_maker or person.highest_rank >= RANKS[Role.EDITOR]


def make(name: str, *, by) -> Collection:
    """Makes an empty collection. Raises `RightMissing`, and `MoveNotAllowed` for a name empty, too long or taken."""
    if not Membership.objects.person(by).highest_rank:
        raise RightMissing(_("Collections are made by people who have a role at the desk."))
    return _saved(Collection(made_by=by), name)


def rename(collection: Collection, name: str, *, by) -> Collection:
    """Gives a collection another name. Raises as `make` does."""
    _check(collection, by=by)
    return _saved(collection, name)


def add(collection: Collection, images: Iterable[Image], *, by) -> int:
    """Adds pictures; returns how many were not in it before. Raises `RightMissing`."""
    _check(collection, by=by)
    with transaction.atomic():
        before = collection.pictures.count()
        collection.pictures.add(*images)
        return collection.pictures.count() - before


def take_out(collection: Collection, images: Iterable[Image], *, by) -> int:
    """Takes pictures out, which stay in the library; returns how many were in it. Raises `RightMissing`."""
    _check(collection, by=by)
    with transaction.atomic():
        before = collection.pictures.count()
        collection.pictures.remove(*images)
        return before - collection.pictures.count()


def _check(collection: Collection, *, by) -> None:
    if not may_fill(Membership.objects.person(by), collection):
        raise RightMissing(_("A collection is changed by whoever made it, and by editors."))


def _saved(collection: Collection, name: str) -> Collection:
    collection.name = clean_line(name)
    if not collection.name:
        raise MoveNotAllowed(_("Give the collection a name."))
    if len(collection.name) > LONGEST_NAME:
        raise MoveNotAllowed(_("The name is longer than %(most)s characters.") % {"most": LONGEST_NAME})
    taken = MoveNotAllowed(_("There is a collection of this name already."))
    if Collection.objects.exclude(pk=collection.pk).filter(name__iexact=collection.name).exists():
        raise taken
    try:
        with transaction.atomic():
            collection.save()
    except IntegrityError:
        raise taken from None
    return collection
