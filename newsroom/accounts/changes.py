"""Writes down what became of somebody's account, and has it mailed to them where they should know."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest
from procrastinate.contrib.django import app

from newsroom.visitors import client_address

from .models import Act, PersonChange

TOLD = {
    Act.MAIL, Act.PASSWORD_SET, Act.PASSWORD_CHOSEN, Act.PASSWORD_CHANGED, Act.FACTOR_ADDED, Act.FACTOR_REMOVED,
    Act.CODES_MADE, Act.CODE_USED,
}  # fmt: skip
TELL = "newsroom.accounts.jobs.tell_of_change"


def record(
    request: HttpRequest,
    person: AbstractBaseUser,
    *,
    act: Act,
    before: dict | None = None,
    after: dict | None = None,
    reason: str = "",
) -> PersonChange:
    """One audit row, by whoever is signed in. The mail goes to the address that the account had before."""
    change = PersonChange.objects.create(
        person=person,
        act=act,
        by=request.user if request.user.is_authenticated else None,
        address=client_address(request),
        before=before or {},
        after=after or {},
        reason=reason,
    )
    if act in TOLD and (told := change.before.get("email", person.email)):
        app.configure_task(TELL).defer(change_id=change.pk, email=told)
    return change
