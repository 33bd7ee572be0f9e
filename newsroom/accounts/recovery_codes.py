"""Codes for the day when the phone is lost: shown once, kept as digests, each good for one sign-in."""

from __future__ import annotations

import secrets
from hashlib import sha256

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from .models import RecoveryCode

COUNT = 10
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # without those that look alike
LENGTH = 16  # 79 bits: a digest needs no slow hashing


@transaction.atomic
def renew(user: AbstractBaseUser) -> list[str]:
    """New codes, which nobody can read again; the earlier ones are void."""
    get_user_model().objects.select_for_update().get(pk=user.pk)
    RecoveryCode.objects.filter(user=user).delete()
    codes = ["".join(secrets.choice(LETTERS) for _letter in range(LENGTH)) for _code in range(COUNT)]
    RecoveryCode.objects.bulk_create(RecoveryCode(user=user, digest=_digest(user, code)) for code in codes)
    return ["-".join(code[at : at + 4] for at in range(0, LENGTH, 4)) for code in codes]


def use(user: AbstractBaseUser, *, code: str) -> bool:
    """Whether it was an unused code of the person, which it no longer is. One of two who send it at once wins."""
    unused = RecoveryCode.objects.filter(user=user, digest=_digest(user, code), used_at=None)
    return unused.update(used_at=timezone.now()) == 1


def left(user: AbstractBaseUser) -> int:
    return RecoveryCode.objects.filter(user=user, used_at=None).count()


def _digest(user: AbstractBaseUser, code: str) -> str:
    letters = "".join(letter for letter in code.casefold() if letter in LETTERS)
    return sha256(f"{user.pk}:{letters}".encode()).hexdigest()
