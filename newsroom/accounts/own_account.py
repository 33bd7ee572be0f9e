"""What people do to their own accounts: password, mail address, sessions. Each with its audit row."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.http import HttpRequest
from django.utils import translation
from procrastinate.contrib.django import app

from . import sessions
from .changes import record
from .links import Purpose, read_link
from .models import Act

SEND_RESET = "newsroom.accounts.jobs.send_reset"
SEND_CONFIRMATION = "newsroom.accounts.jobs.send_confirmation"


def ask_for_link(typed: str) -> None:
    """Has a link to a new password mailed to whoever that user name or mail address is of. The worker looks: this
    takes the same time whether there is somebody or not."""
    app.configure_task(SEND_RESET).defer(typed=typed, language=translation.get_language())


@transaction.atomic
def change_password(request: HttpRequest, *, password: str) -> None:
    """Changes one's own password; every other session ends."""
    user = get_user_model().objects.select_for_update().get(pk=request.user.pk)
    user.set_password(password)
    user.save(update_fields=["password"])
    record(request, user, act=Act.PASSWORD_CHANGED)
    sessions.end_others(request)


@transaction.atomic
def choose_password(request: HttpRequest, *, token: str, password: str) -> AbstractBaseUser | None:
    """Sets the password that a mailed link is for; every session ends. Nobody, where the link is dead."""
    found = read_link(token, Purpose.RESET, Purpose.INVITATION, lock=True)
    if not found:
        return None
    user, _email = found
    user.set_password(password)
    user.save(update_fields=["password"])
    sessions.end_all(user)
    record(request, user, act=Act.PASSWORD_CHOSEN)
    return user


def ask_to_confirm(request: HttpRequest, *, email: str) -> None:
    """Has a link mailed to a new address; it is the account's once that is opened."""
    language = translation.get_language()
    app.configure_task(SEND_CONFIRMATION).defer(user_id=request.user.pk, email=email, language=language)


@transaction.atomic
def confirm_mail(request: HttpRequest, *, token: str) -> AbstractBaseUser | None:
    """Makes the address that a mailed link confirms the account's. Nobody, where the link is dead."""
    found = read_link(token, Purpose.MAIL, lock=True)
    if not found:
        return None
    user, email = found
    before = {"email": user.email}
    user.email = email
    user.save(update_fields=["email"])
    record(request, user, act=Act.MAIL, before=before, after={"email": email})
    return user


@transaction.atomic
def end_other_sessions(request: HttpRequest) -> None:
    sessions.end_others(request)
    record(request, request.user, act=Act.SESSIONS_ENDED)
