"""Mailed links: to choose a password (forgotten, or the first one), to confirm a mail address.

A link carries a signed token and no more. It is dead after its time and as soon as the password, the mail address or
the last sign-in is another: so it works once. Its host comes from SITE_URL, never from a request.
"""

from __future__ import annotations

from datetime import timedelta
from enum import Enum

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.core import signing
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac


class Purpose(Enum):
    """Each with how long its links live."""

    RESET = timedelta(hours=1)
    INVITATION = timedelta(days=3)
    MAIL = timedelta(hours=24)


def make_link(user: AbstractBaseUser, purpose: Purpose, *, email: str = "") -> str:
    """The whole address. `email` is the new one that a MAIL link confirms."""
    named = {"user": user.pk, "seal": _seal(user, purpose), "email": email}
    token = signing.TimestampSigner(salt=_salt(purpose)).sign_object(named)
    return settings.SITE_URL + reverse("confirm_mail" if purpose is Purpose.MAIL else "open_link", args=[token])


def read_link(token: str, *purposes: Purpose, lock: bool = False) -> tuple[AbstractBaseUser, str] | None:
    """The person and the mail address that a living link is for. With `lock` inside a transaction: nobody else
    can use the link up meanwhile."""
    users = get_user_model().objects.select_for_update() if lock else get_user_model().objects
    for purpose in purposes:
        try:
            named = signing.TimestampSigner(salt=_salt(purpose)).unsign_object(token, max_age=purpose.value)
        except signing.BadSignature:
            continue
        user = users.filter(pk=named["user"], is_active=True).first()
        if user and constant_time_compare(named["seal"], _seal(user, purpose)):
            return user, named["email"]
    return None


def _salt(purpose: Purpose) -> str:
    return f"newsroom.accounts.links.{purpose.name}"


def _seal(user: AbstractBaseUser, purpose: Purpose) -> str:
    """Another one as soon as the link should be dead. Signing in voids a link to a password, not one to an address."""
    parts = [user.password, user.email]
    if purpose is not Purpose.MAIL:
        parts.append(user.last_login.isoformat() if user.last_login else "")
    return salted_hmac("newsroom.accounts.seal", "|".join(parts), algorithm="sha256").hexdigest()
