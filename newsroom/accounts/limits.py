"""How often somebody may try: passwords, codes, passkeys, mailed links. Counted in the cache that all processes share.

A try is counted before it is checked, so that two hundred at once are as slow as two hundred in a row. Whoever has
signed in on a device before is counted by the device: no stranger's tries stand in their way.
"""

from __future__ import annotations

import logging
import time
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.core.cache import caches
from django.core.cache.backends.base import BaseCache
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from .cookies import known_device
from .visitors import client_address, network_of

log = logging.getLogger(__name__)
TOO_MANY = "too_many"  # the code by which a form's errors name a try that was not made
AWAY_SECONDS = 10  # how long a cache that failed is left alone


class TooManyTries(ValidationError):
    """The try was not made. Says so in a sentence, the same for a name that exists and one that does not."""

    def __init__(self):
        sentence = _("Too many tries. Wait a minute, then try again; nothing is locked for good.")
        super().__init__(sentence, code=TOO_MANY)


@dataclass(frozen=True)
class Window:
    """At most `tries` in any `seconds`, for one `key`. An exact sliding window: each try is an entry with its moment,
    under a name that is never used again, and entries are only ever added."""

    key: str
    tries: int
    seconds: int

    def names(self, now: float) -> list[str]:
        bucket = int(now // self.seconds)
        return [f"tries:{self.key}:{at}:{slot}" for at in (bucket - 1, bucket) for slot in range(self.tries)]

    def take(self, store: BaseCache, entries: dict[str, float], *, now: float) -> str | None:
        """The name of the entry that was made, or nothing where the window is full. `add` lets one of several win."""
        names = self.names(now)
        earlier = sum(entries.get(name, 0) > now - self.seconds for name in names[: self.tries])
        for name in names[self.tries :][: self.tries - earlier]:
            if name not in entries and store.add(name, now, timeout=2 * self.seconds + 1):
                return name
        return None


@dataclass
class Try:
    """One try, counted already."""

    store: BaseCache
    names: list[str] = field(default_factory=list)

    def forgive(self) -> None:
        """It was right: it does not count."""
        try:
            self.store.delete_many(self.names)
        except Exception:  # each cache has errors of its own; one that stays counted does no harm
            log.warning("The shared cache did not answer.", exc_info=True)


class _SharedCache:
    """Which cache to count in. One that fails is left alone for a while, and each process counts for itself."""

    away_until = 0.0

    def stores(self) -> Iterator[tuple[BaseCache, int]]:
        """Each with the divisor of its limits: several processes that count apart must each be stricter."""
        if time.monotonic() >= self.away_until:
            yield caches["default"], 1
        yield caches["local"], 2

    def failed(self) -> None:
        self.away_until = time.monotonic() + AWAY_SECONDS
        log.warning("The shared cache did not answer; each process counts tries for itself.", exc_info=True)


shared = _SharedCache()


def account_key(name: object) -> str:
    """An account as limits and cookies name it: what was typed may be a password in the wrong field."""
    folded = unicodedata.normalize("NFKC", str(name)).casefold()
    return salted_hmac("newsroom.accounts.limits", folded, algorithm="sha256").hexdigest()[:32]


def begin(request: HttpRequest, *, kind: str, account: object | None) -> Try:
    """Counts one try of a kind ("password", "code") at an account, by the name that was typed; where none is named
    (None), by the place alone. Raises `TooManyTries` instead where it would be one too many."""
    windows = _of_place(request, kind) if account is None else _windows(request, kind, account_key(account))
    for store, divisor in shared.stores():
        try:
            return _take(store, windows, divisor)
        except TooManyTries:
            raise
        except Exception:  # each cache has errors of its own
            if store is caches["local"]:
                raise
            shared.failed()
    raise AssertionError("The process's own cache always answers.")


def _windows(request: HttpRequest, kind: str, account: str) -> list[Window]:
    """Five a minute from one place at one account; from devices that are not known there, also twenty a minute from
    one place and a hundred an hour at one account (OWASP ASVS 2.2.1). Mail: five an hour to one account."""
    if kind == "link":
        return [Window(f"link:{account}", tries=5, seconds=3600), *_of_place(request, kind)]
    if device := known_device(request, account):
        return [Window(f"{kind}:{account}:{device}", tries=5, seconds=60)]
    place = network_of(client_address(request))
    return [
        Window(f"{kind}:{account}:{place}", tries=5, seconds=60),
        Window(f"{kind}:{account}", tries=100, seconds=3600),
        *_of_place(request, kind),
    ]


def _of_place(request: HttpRequest, kind: str) -> list[Window]:
    return [Window(f"{kind}:place:{network_of(client_address(request))}", tries=20, seconds=60)]


def _take(store: BaseCache, windows: list[Window], divisor: int) -> Try:
    now = time.time()
    windows = [Window(window.key, window.tries // divisor, window.seconds) for window in windows]
    entries = store.get_many([name for window in windows for name in window.names(now)])
    counted = Try(store)
    for window in windows:
        name = window.take(store, entries, now=now)
        if not name:
            counted.forgive()
            raise TooManyTries
        counted.names.append(name)
    return counted
