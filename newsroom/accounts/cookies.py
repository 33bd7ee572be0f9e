"""Cookies of our own: the messages', under the names that the others have, and the device's.

The device's cookie says that somebody has signed in here before. It opens nothing; it only keeps a stranger's wrong
passwords from slowing that person down.
"""

from __future__ import annotations

import secrets

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage
from django.core import signing
from django.http import HttpRequest, HttpResponse

SALT = "newsroom.accounts.device"
DEVICE_SECONDS = 180 * 24 * 3600
MOST_ACCOUNTS = 6  # on one device; the oldest is forgotten


class MessageCookies(CookieStorage):
    cookie_name = settings.MESSAGE_COOKIE_NAME

    def _update_cookie(self, encoded_data, response):
        """Django's, but one that is deleted keeps the attributes that the prefix `__Host-` asks for."""
        super()._update_cookie(encoded_data, response)
        if self.cookie_name in response.cookies:
            response.cookies[self.cookie_name]["secure"] = settings.SESSION_COOKIE_SECURE
            response.cookies[self.cookie_name]["httponly"] = True


class MessageStorage(FallbackStorage):
    storage_classes = (MessageCookies, SessionStorage)


def known_device(request: HttpRequest, account: str) -> str | None:
    """This device's number with an account (named by `limits.account_key`), if its cookie is our own word."""
    return _accounts_of(request).get(account)


def remember_device(request: HttpRequest, response: HttpResponse, *, account: str) -> None:
    accounts = _accounts_of(request)
    number = accounts.pop(account, None) or secrets.token_urlsafe(12)
    kept = dict([*accounts.items(), (account, number)][-MOST_ACCOUNTS:])
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        signing.dumps(kept, salt=SALT),
        max_age=DEVICE_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _accounts_of(request: HttpRequest) -> dict[str, str]:
    try:
        return signing.loads(request.COOKIES.get(settings.DEVICE_COOKIE_NAME, ""), salt=SALT, max_age=DEVICE_SECONDS)
    except signing.BadSignature:
        return {}
