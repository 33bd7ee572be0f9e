"""What administrators do to people: rights, passwords, second factors, links. Each with its audit row.

Nobody touches their own rights here, and an administrator who may sign in always remains.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from . import second_factor, sessions
from .changes import record
from .models import Act

SEND_LINK = "newsroom.accounts.jobs.send_link"
RIGHTS = ("is_superuser", "is_active", "roles")
PARTS = {Act.RIGHTS: RIGHTS, Act.MAIL: ("email",), Act.NAME: ("username", "first_name", "last_name")}


class PersonNotChanged(Exception):
    """A change to a person that is refused, with the sentence why."""


@contextmanager
def changing(request: HttpRequest, person: AbstractBaseUser, *, rights_seen: int | None = None) -> Iterator[None]:
    """The transaction around every change to a person's account by an administrator: whatever differs at its end is
    written down, a session of the person gets a new key, and one who may no longer sign in has none.

    Raises `PersonNotChanged` unless whoever asks is an administrator at that very moment, for their own rights, where
    no administrator would remain, and where the rights are others by now than those that were shown (`rights_seen`,
    a count of changes): a form that was open meanwhile gives no right back.
    """
    with transaction.atomic():
        _lock(request, person)
        _check_seen(person, rights_seen)
        before = account_of(person.pk)
        yield
        after = account_of(person.pk)
        if rights_differ(before, after):
            _check_rights(request, person)
            _follow_rights(person, before, after)
        _record_differences(request, person, before=before, after=after)


def account_of(user_id: int | None) -> dict:
    """What audit rows tell of an account, as the database has it; empty for one that is not there yet."""
    users = get_user_model().objects
    found = users.filter(pk=user_id).values("username", "email", "first_name", "last_name", "is_superuser", "is_active")
    account = found.first()
    if account is None:
        return {}
    memberships = users.get(pk=user_id).memberships.order_by("role", "section__slug")
    account["roles"] = [[role, slug or ""] for role, slug in memberships.values_list("role", "section__slug")]
    return account


def rights_differ(before: dict, after: dict) -> bool:
    return bool(before) and any(before[name] != after[name] for name in RIGHTS)


def set_password(request: HttpRequest, person: AbstractBaseUser, *, password: str) -> None:
    """Sets somebody's password and ends their sessions. One's own is changed on one's own page."""
    with transaction.atomic():
        _lock(request, person)
        _refuse_oneself(request, person, _("Change your own password on your account page."))
        person.set_password(password)
        person.save(update_fields=["password"])
        sessions.end_all(person)
        record(request, person, act=Act.PASSWORD_SET)


def remove_factors(request: HttpRequest, person: AbstractBaseUser, *, reason: str) -> list[str]:
    """Takes every second factor of somebody who lost theirs, and ends their sessions. Returns what was taken."""
    with transaction.atomic():
        _lock(request, person)
        _refuse_oneself(request, person, _("Another administrator has to do this for you."))
        taken = second_factor.remove_all(person)
        sessions.end_all(person)
        record(request, person, act=Act.FACTOR_REMOVED, before={"factors": taken}, reason=reason)
        return taken


def send_link(request: HttpRequest, person: AbstractBaseUser) -> None:
    """Has a link mailed with which the person chooses a password. Raises `PersonNotChanged` where there is no
    address to mail to or nobody who may sign in."""
    with transaction.atomic():
        _lock(request, person)
        if not person.email or not person.is_active:
            raise PersonNotChanged(_("Give %(person)s a mail address and let them sign in first.") % {"person": person})
        record(request, person, act=Act.LINK)
        app.configure_task(SEND_LINK).defer(user_id=person.pk, language=translation.get_language())


def _lock(request: HttpRequest, person: AbstractBaseUser) -> None:
    """Locks whoever asks, the person and every administrator, always in the same order: of two administrators who
    deactivate each other at the same moment, the second finds that they are none any more."""
    users = get_user_model().objects.select_for_update()
    keys = users.filter(is_superuser=True) | users.filter(pk__in=[request.user.pk, person.pk or 0])
    rows = list(keys.order_by("pk").values_list("pk", "is_superuser", "is_active"))
    if (request.user.pk, True, True) not in rows:
        raise PersonNotChanged(_("You are not an administrator any more."))


def _check_seen(person: AbstractBaseUser, rights_seen: int | None) -> None:
    known = get_user_model().objects.filter(pk=person.pk).values_list("rights_changed", flat=True).first()
    if None not in (rights_seen, known) and rights_seen != known:
        raise PersonNotChanged(_("Somebody else changed this person's rights meanwhile. Open the page anew."))


def _check_rights(request: HttpRequest, person: AbstractBaseUser) -> None:
    _refuse_oneself(request, person, _("Nobody changes their own rights. Ask another administrator."))
    if not get_user_model().objects.filter(is_superuser=True, is_active=True).exists():
        raise PersonNotChanged(_("Somebody has to remain who is an administrator and may sign in."))


def _refuse_oneself(request: HttpRequest, person: AbstractBaseUser, sentence: str) -> None:
    if person.pk == request.user.pk:
        raise PersonNotChanged(sentence)


def _follow_rights(person: AbstractBaseUser, before: dict, after: dict) -> None:
    get_user_model().objects.filter(pk=person.pk).update(rights_changed=F("rights_changed") + 1)
    if before["is_active"] and not after["is_active"]:
        sessions.end_all(person)


def _record_differences(request: HttpRequest, person: AbstractBaseUser, *, before: dict, after: dict) -> None:
    if not before:
        record(request, person, act=Act.ADDED, after=after)
        return
    for act, names in PARTS.items():
        was, is_now = ({name: account[name] for name in names} for account in (before, after))
        if was != is_now:
            record(request, person, act=act, before=was, after=is_now)
