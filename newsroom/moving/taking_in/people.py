"""The people of an export. Chains of hashes name them by number, so each has the number that the export says.

Whoever has an account here by the same name keeps it, roles and all, and gets that number; the others get an account
that nobody can sign in with, until an administrator lets them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from articles.models import Membership
from articles.rights import Role

from .refusing import Refused

NAMES = ("username", "first_name", "last_name")


@dataclass
class Arrived:
    """The numbers of those who were here before, and those who were made."""

    known: set[int] = field(default_factory=set)
    made: list[Mapping[str, Any]] = field(default_factory=list)


def take(people: Iterable[Mapping[str, Any]]) -> Arrived:
    """Raises `Refused`, also where an account here cannot get its number."""
    people = list(people)
    _check(people)
    here = dict(get_user_model().objects.values_list("username", "pk"))
    _renumber({person["username"]: person["id"] for person in people}, here)
    arrived = Arrived({person["id"] for person in people if person["username"] in here})
    for person in people:
        if person["id"] not in arrived.known:
            _make(person)
            arrived.made.append(person)
    return arrived


def give_roles(people: Iterable[Mapping[str, Any]]) -> None:
    """The roles of those who were made; for the others somebody here decides."""
    Membership.objects.bulk_create(
        Membership(user_id=person["id"], role=said["role"], section_id=said["section"])
        for person in people
        for said in person["roles"]
    )


def _check(people: list[Mapping[str, Any]]) -> None:
    seen = set()
    for person in people:
        try:
            for name in NAMES:
                get_user_model()._meta.get_field(name).clean(person[name], None)
        except ValidationError as problem:
            raise Refused(f"Person {person['id']} cannot be called so: {' '.join(problem.messages)}") from None
        if person["username"] in seen:
            raise Refused(f"Two people are called “{person['username']}”.")
        seen.add(person["username"])
        _check_roles(person)


def _check_roles(person: Mapping[str, Any]) -> None:
    roles = person["roles"]
    fine = isinstance(roles, list) and all(
        isinstance(said, dict)
        and said.keys() == {"role", "section"}
        and said["role"] in Role.values
        and (said["section"] is None or type(said["section"]) is int)
        for said in roles
    )
    if not fine or len({(said["role"], said["section"]) for said in roles}) < len(roles):
        raise Refused(f"The roles of “{person['username']}” are not of the form that they have here.")


def _make(person: Mapping[str, Any]) -> None:
    names = {name: person[name] for name in NAMES}
    get_user_model().objects.bulk_create(
        [get_user_model()(id=person["id"], password=make_password(None), is_active=False, **names)]
    )


def _renumber(wanted: Mapping[str, int], here: Mapping[str, int]) -> None:
    """Gives accounts the numbers that they have in the export, and those in the way others."""
    taken, free = set(wanted.values()), count(max([*wanted.values(), *here.values(), 0]) + 1)
    elsewhere = {
        name: next(free)
        for name, key in here.items()
        if wanted.get(name, key) != key or name not in wanted and key in taken
    }
    for name, passing in elsewhere.items():  # first out of each other's way, then where they belong
        _move(name, here[name], passing)
    for name, passing in elsewhere.items():
        if name in wanted:
            _move(name, passing, wanted[name])


def _move(name: str, key: int, other: int) -> None:
    users = get_user_model()._base_manager
    try:
        with transaction.atomic():
            users.filter(pk=key).update(id=other)
            for model, column in _naming():
                model._base_manager.filter(**{column: key}).update(**{column: other})
    except IntegrityError:
        raise Refused(
            f"The account “{name}” has number {key} here and the export needs another one, which the record of changes "
            "to accounts does not allow. Take the export into a newsroom whose first account is still to be made."
        ) from None


def _naming() -> Iterator[tuple[type[models.Model], str]]:
    """Each column that names somebody."""
    for relation in get_user_model()._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and relation.one_to_many | relation.one_to_one:
            yield relation.related_model, relation.field.attname
