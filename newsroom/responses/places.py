"""Where a letter comes from, hashed so that it can be compared for a while and never read."""

from __future__ import annotations

import hmac
import os

from django.conf import settings
from django.utils import timezone

from newsroom.visitors import network_of

from .models import PlaceSecret

A_DAY = 24 * 3600


def keys_of(address: str) -> list[str]:
    """The network of an address (of IPv6 its /64) hashed with this period's secret and with the one before: a letter
    keeps the first, and is compared by both."""
    now = current_period()
    secrets = {row.period: row.secret for row in PlaceSecret.objects.filter(period__in=(now, now - 1))}
    if now not in secrets:
        row, _made = PlaceSecret.objects.get_or_create(period=now, defaults={"secret": os.urandom(32)})
        secrets[now] = row.secret
    network = network_of(address).encode()
    return [hmac.digest(bytes(secrets[period]), network, "sha256").hex() for period in sorted(secrets, reverse=True)]


def current_period() -> int:
    """A secret is used for as many days as letters are kept, and kept for as many again."""
    return int(timezone.now().timestamp()) // (max(settings.LETTERS_KEEP_DAYS, 1) * A_DAY)


def forget_old_secrets() -> int:
    """Deletes the secrets that nothing is compared with any more; returns how many."""
    return PlaceSecret.objects.filter(period__lt=current_period() - 1).delete()[0]
