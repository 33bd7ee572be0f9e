"""Second factors: an authenticator app, passkeys, recovery codes. Adding and removing them.

The ceremonies are django-allauth's; what is kept and how often it counts is ours: a code works once, recovery codes
are digests, and every change ends the person's other sessions, is written down and mailed to them.
"""

from __future__ import annotations

import json

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import encrypt
from allauth.mfa.webauthn.internal import auth as webauthn
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from . import recovery_codes, sessions
from .changes import record
from .codes import matching_counter
from .models import Act
from .standing import FACTORS, forget_standing, standing_of

APP, PASSKEY = Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN


def factors_of(user: AbstractBaseUser) -> list[Authenticator]:
    return list(Authenticator.objects.filter(user=user, type__in=FACTORS).order_by("pk"))


# --- adding


def offered_secret(request: HttpRequest, *, anew: bool) -> str:
    """The secret for an app that is being set up; kept in the session until a code proves that the app has it."""
    return totp.get_totp_secret(regenerate=anew)


def add_app(request: HttpRequest, *, code: str) -> list[str]:
    """Adds the app that has the offered secret. Returns new recovery codes if there were none.

    Raises `ValidationError` for a code that this secret does not give, or where an app is there already.
    """
    secret = offered_secret(request, anew=False)
    counter = matching_counter(secret, code)
    if counter is None:
        raise ValidationError(_("This is not the code that your app shows now. Try the next one."))
    with transaction.atomic():
        _lock(request.user)
        if Authenticator.objects.filter(user=request.user, type=APP).exists():
            raise ValidationError(_("You have an app already. Remove that one first."))
        kept = {"secret": encrypt(secret), "last_counter": counter}
        app = Authenticator.objects.create(user=request.user, type=APP, data=kept)
        totp.clear_totp_secret(request)
        return _added(request, app)


def passkey_options(request: HttpRequest) -> str:
    """What the browser needs to make a passkey, as JSON: one that it can offer by itself, and that asks for a finger
    or a number."""
    return json.dumps(webauthn.begin_registration(request.user, passwordless=True), cls=DjangoJSONEncoder)


def answer_options(user: AbstractBaseUser) -> str:
    """What the browser needs to answer with one of a person's passkeys, as JSON."""
    return json.dumps(webauthn.begin_authentication(user), cls=DjangoJSONEncoder)


def add_passkey(request: HttpRequest, *, name: str, credential: dict) -> list[str]:
    """Adds a passkey that `checked_registration` let through. Returns new recovery codes if there were none."""
    with transaction.atomic():
        _lock(request.user)
        return _added(request, webauthn.WebAuthn.add(request.user, name, credential).instance)


def checked_registration(credential: object) -> dict:
    """The browser's answer, if it is one to what was asked. Raises `ValidationError`."""
    try:
        webauthn.parse_registration_response(credential)
        webauthn.complete_registration(credential)
    except ValidationError:
        raise
    except Exception as error:  # it is whatever somebody sent, and fido2 raises whatever its parsers do
        raise ValidationError(_("The browser's answer could not be used. Try again.")) from error
    return credential


def _added(request: HttpRequest, factor: Authenticator) -> list[str]:
    user = request.user
    codes = [] if recovery_codes.left(user) else recovery_codes.renew(user)
    record_authentication(request, user, "mfa", type=factor.type, id=factor.pk)
    _changed(request, Act.FACTOR_ADDED, after=_described(factor))
    return codes


# --- removing and the like


def remove(request: HttpRequest, *, number: int) -> None:
    """Removes one of the person's own factors. Raises `Authenticator.DoesNotExist`, and `ValidationError` for the
    last one of somebody who needs one."""
    with transaction.atomic():
        _lock(request.user)
        factor = Authenticator.objects.get(user=request.user, type__in=FACTORS, pk=number)
        is_last = len(factors_of(request.user)) == 1
        if is_last and needs_one(request):
            raise ValidationError(_("This is your only second factor, and your role needs one. Add another first."))
        described = _described(factor)
        factor.delete()
        if is_last:
            request.user.recovery_codes.all().delete()
        _changed(request, Act.FACTOR_REMOVED, before=described)


def needs_one(request: HttpRequest) -> bool:
    return settings.SECOND_FACTOR_REQUIRED and standing_of(request).may_publish


def rename(request: HttpRequest, *, number: int, name: str) -> None:
    """Raises `Authenticator.DoesNotExist`."""
    passkey = Authenticator.objects.get(user=request.user, type=PASSKEY, pk=number)
    passkey.data["name"] = name
    passkey.save(update_fields=["data"])


def renew_codes(request: HttpRequest) -> list[str]:
    """New recovery codes in place of the earlier ones. Raises `ValidationError` where there is no factor to recover."""
    with transaction.atomic():
        _lock(request.user)
        if not factors_of(request.user):
            raise ValidationError(_("Recovery codes stand in for a second factor. Add one first."))
        codes = recovery_codes.renew(request.user)
        _changed(request, Act.CODES_MADE)
        return codes


def remove_all(user: AbstractBaseUser) -> list[str]:
    """Takes every factor and recovery code of a person. Returns what it took, described."""
    factors = factors_of(user)
    Authenticator.objects.filter(user=user).delete()
    user.recovery_codes.all().delete()
    return [_described(factor)["factor"] for factor in factors]


def _changed(request: HttpRequest, act: Act, **values: dict) -> None:
    record(request, request.user, act=act, **values)
    sessions.end_others(request)
    forget_standing(request)


def _described(factor: Authenticator) -> dict[str, str]:
    return {"factor": factor.data.get("name", "passkey") if factor.type == PASSKEY else "app"}


def _lock(user: AbstractBaseUser) -> None:
    get_user_model().objects.select_for_update().get(pk=user.pk)
