"""The people in a complete export: whoever its records name, and whoever had a role, by name alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet

from articles.models import Membership

from .kinds import Kind

NAMES = ("id", "username", "first_name", "last_name")


def exported(rows: Iterable[tuple[Kind, QuerySet]]) -> list[dict[str, Any]]:
    """Their names and roles, in the order of their numbers. No password, address or session is among what is read."""
    named = [
        chosen.order_by().filter(**{f"{name}__isnull": False}).values_list(name)
        for kind, chosen in rows
        for name in kind.people
    ]
    keys = {key for (key,) in Membership.objects.values_list("user").union(*named)}
    roles = _roles()
    people = get_user_model().objects.filter(pk__in=keys).order_by("pk").values(*NAMES)
    return [{**person, "roles": roles[person["id"]]} for person in people]


def _roles() -> dict[int, list[dict[str, Any]]]:
    roles = defaultdict(list)
    for user, role, section in Membership.objects.order_by("role", "section").values_list("user", "role", "section"):
        roles[user].append({"role": role, "section": section})
    return roles
