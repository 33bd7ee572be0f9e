"""Checks codes: of the app, or of the list for the day when the phone is lost. Each works once."""

from __future__ import annotations

import unicodedata

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt
from cryptography.fernet import InvalidToken
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.http import HttpRequest

from . import recovery_codes
from .changes import record
from .models import Act

APP, RECOVERY = Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES


def check_code(request: HttpRequest, user: AbstractBaseUser, *, code: str) -> str:
    """Which factor a code is of (`APP`, `RECOVERY`), empty for a wrong one. It will not work a second time."""
    if _check_app(user, code):
        return APP
    if recovery_codes.use(user, code=code):
        record(request, user, act=Act.CODE_USED, after={"left": recovery_codes.left(user)})
        return RECOVERY
    return ""


@transaction.atomic
def _check_app(user: AbstractBaseUser, code: str) -> bool:
    app = Authenticator.objects.select_for_update().filter(user=user, type=APP).first()
    counter = _counter_of(app, code) if app else None
    if counter is None:
        return False
    app.data["last_counter"] = counter
    app.save(update_fields=["data"])
    app.record_usage()
    return True


def _counter_of(app: Authenticator, code: str) -> int | None:
    """The half minute that a code belongs to, if it is right and later than any that was used (RFC 6238, 5.2)."""
    try:
        secret = decrypt(app.data["secret"])
    except InvalidToken:  # SECRET_KEY was changed without a fallback: recovery codes still work
        return None
    return matching_counter(secret, code, after=app.data.get("last_counter", 0))


def matching_counter(secret: str, code: str, *, after: int = 0) -> int | None:
    """The half minute, one before or after now, in which an app with this secret shows the code."""
    code = "".join(str(unicodedata.digit(sign)) for sign in code[:50] if sign.isdigit())
    for counter in totp.yield_hotp_counters_from_time():
        expected = totp.format_hotp_value(totp.hotp_value(secret, counter))
        if counter > after and totp.compare_user_code(actual=code, expected=expected):
            return counter
    return None
