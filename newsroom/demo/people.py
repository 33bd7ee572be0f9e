"""The demo's accounts: well-known passwords, so only where DEMO is on."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.db import transaction

from articles.models import Membership
from articles.rights import Role

ACCOUNTS: dict[str, Role | None] = {
    "reporter": Role.REPORTER,
    "reporter2": Role.REPORTER,
    "editor": Role.EDITOR,
    "editor2": Role.EDITOR,
    "chief": Role.CHIEF,
    "moderator": Role.MODERATOR,
    "admin": None,  # a superuser has no role at the desk unless somebody gives them one
}


@transaction.atomic
def make_accounts() -> dict[str, object]:
    """The seven accounts by name, each with its name as password and its role in every section.

    One that is there already keeps its password, and has the role from now on.
    """
    found = {user.username: user for user in get_user_model().objects.filter(username__in=ACCOUNTS)}
    people = {name: found.get(name) or _make(name) for name in ACCOUNTS}
    for name, role in ACCOUNTS.items():
        if role:
            Membership.objects.get_or_create(user=people[name], role=role, section=None)
    return people


def _make(name: str):
    return get_user_model().objects.create_user(
        name, f"{name}@example.org", password=name, is_staff=True, is_superuser=name == "admin"
    )
