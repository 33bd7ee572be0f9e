"""How often somebody may try to get in: passwords, codes, passkeys, mailed links.

Whoever has signed in on a device before is counted by the device: no stranger's tries stand in their way.
"""

from __future__ import annotations

import unicodedata

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from newsroom import tries
from newsroom.tries import Try, Window
from newsroom.visitors import client_address, network_of

from .cookies import known_device

TOO_MANY = "too_many"  # the code by which a form's errors name a try that was not made


class TooManyTries(ValidationError):
    """The try was not made. Says so in a sentence, the same for a name that exists and one that does not."""

    def __init__(self):
        sentence = _("Too many tries. Wait a minute, then try again; nothing is locked for good.")
        super().__init__(sentence, code=TOO_MANY)


def account_key(name: object) -> str:
    """An account as limits and cookies name it: what was typed may be a password in the wrong field."""
    folded = unicodedata.normalize("NFKC", str(name)).casefold()
    return salted_hmac("newsroom.accounts.limits", folded, algorithm="sha256").hexdigest()[:32]


def begin(request: HttpRequest, *, kind: str, account: object | None) -> Try:
    """Counts one try of a kind ("password", "code") at an account, by the name that was typed; where none is named
    (None), by the place alone. Raises `TooManyTries` instead where it would be one too many."""
    windows = _of_place(request, kind) if account is None else _windows(request, kind, account_key(account))
    try:
        return tries.count(windows)
    except tries.WindowFull as full:
        raise TooManyTries from full


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
