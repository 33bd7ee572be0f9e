"""Making, finding and revoking keys. Rights and the proof of who asks are for whoever calls."""

from __future__ import annotations

import re
import secrets
from hashlib import sha256

from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .models import ApiKey, KeyChange

START = "nr_"
SHOWN = 9  # characters by which people tell keys apart
_KEY = re.compile(r"nr_[A-Za-z0-9_-]{43}")


class NoSuchKey(Exception):
    """The text is no key, or one that was revoked."""


class NameTaken(Exception):
    """Another key has the name, so that nobody could tell the two apart."""


def make(*, name: str, per_minute: int, by: AbstractBaseUser, address: str) -> tuple[ApiKey, str]:
    """A new key, and its text: the only time that anybody sees it. Raises `NameTaken`."""
    text = START + secrets.token_urlsafe(32)
    values = {"name": name, "per_minute": per_minute, "made_by": by}
    try:
        with transaction.atomic():
            key = ApiKey.objects.create(**values, start=text[:SHOWN], digest=digest_of(text))
            KeyChange.objects.create(key=key, act=KeyChange.Act.MADE, by=by, address=address)
    except IntegrityError as error:
        said = _("There is a key of this name. Revoke it first, or choose another name.")
        raise NameTaken(said) from error
    return key, text


def revoke(key: ApiKey, *, by: AbstractBaseUser, address: str, reason: str) -> bool:
    """From the next request on nobody reads with it. False where it was revoked already."""
    with transaction.atomic():
        if not ApiKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=timezone.now()):
            return False
        KeyChange.objects.create(key=key, act=KeyChange.Act.REVOKED, by=by, address=address, reason=reason)
    return True


def find(text: str) -> ApiKey:
    """The key that a text is. Raises `NoSuchKey`.

    Looked up by its digest: how long that takes says nothing about the secret.
    """
    found = ApiKey.objects.filter(digest=digest_of(text), revoked_at=None).first() if _KEY.fullmatch(text) else None
    if not found:
        raise NoSuchKey
    return found


def note_use(key: ApiKey) -> None:
    """Keeps the day on which it was used last: one write a day."""
    today = timezone.localdate()
    if key.last_used_on != today:
        ApiKey.objects.filter(pk=key.pk).update(last_used_on=today)


def digest_of(text: str) -> str:
    """A key is 256 random bits, so a plain hash hides it: there is nothing to guess."""
    return sha256(text.encode()).hexdigest()
