"""The environment as the settings read it: what cannot be is refused in one sentence that names the variable.

No sentence repeats what was given, which may be a secret.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

from newsroom.networks import place

NOTSET = environ.Env.NOTSET
NO = ("0", "false", "off", "no", "n", "f")
_LANGUAGE = re.compile("[a-z]{2,3}(-[a-z0-9]{2,8})*")


class Environment(environ.Env):
    """django-environ's, stricter. A variable that is there and empty counts as not there."""

    # The signature is django-environ's.
    def get_value(self, var: str, cast: Any = None, default: Any = NOTSET, parse_default: bool = False) -> Any:  # noqa: FBT001, FBT002
        if default is not NOTSET and self.ENVIRON.get(var) == "":
            return default
        how = "is written name=value, with commas between." if cast is dict else "cannot be read."
        with _refusing(var, how):
            return super().get_value(var, cast=cast, default=default, parse_default=parse_default)

    def bool(self, var: str, default: Any = NOTSET) -> bool:
        text = self.str(var, default="").strip().lower()
        if text and text not in (*self.BOOLEAN_TRUE_STRINGS, *NO):
            raise ImproperlyConfigured(f"{var} is 1 or 0.")
        return text in self.BOOLEAN_TRUE_STRINGS if text else default

    def list(self, var: str, cast: Any = None, default: Any = NOTSET) -> list:
        """The parts between commas, without the spaces around them."""
        return [part.strip() for part in super().list(var, cast, default) if part.strip()]

    def places(self, var: str) -> list[str]:
        """Addresses and networks inside, as `newsroom.networks` reads them."""
        named = self.list(var, default=[])
        with _refusing(var, "is written 10.1.2.3, 10.1.2.0/24 or 10.1.2.3:8080, with commas between."):
            for one in named:
                place(one)
        return named

    def email_url(self, var: str = "EMAIL_URL", default: Any = NOTSET, backend: str | None = None) -> dict:
        with _refusing(var, "is the address of a mail server, such as smtp+tls://user:password@host:587."):
            return super().email_url(var, default, backend)

    def cache_url(self, var: str = "CACHE_URL", default: Any = NOTSET, backend: str | None = None) -> Any:
        with _refusing(var, "is the address of a cache, such as redis://host:6379/0."):
            return super().cache_url(var, default, backend)

    def number(self, var: str, default: int, *, least: int = 0) -> int:
        """A whole number, `least` or more."""
        with _refusing(var, f"is a whole number, {least} or more."):
            found = int(self.str(var, default=str(default)))
            if found < least:
                raise ValueError
            return found

    def by_language(self, var: str, default: Mapping[str, str]) -> Mapping[str, str]:
        """Texts by language: `en=...,ar=...`, or JSON where a text has commas in it."""
        text = self.str(var, default="").strip()
        if not text:
            return default
        with _refusing(var, 'is written en=...,ar=... or, with commas in a text, {"en": "...", "ar": "..."}.'):
            return _texts(json.loads(text) if text[0] in '{["' else dict(map(_pair, text.split(","))))

    def address(self, var: str, default: str = "") -> str:
        return self._checked(var, self.str(var, default=default).strip())

    def addresses(self, var: str) -> Sequence[str]:
        return [self._checked(var, one) for one in self.list(var, default=[])]

    def _checked(self, var: str, address: str) -> str:
        with _refusing(var, "is an address that begins with https:// or http://."):
            if address and not (urlsplit(address).scheme in ("https", "http") and urlsplit(address).hostname):
                raise ValueError
        return address


@contextmanager
def _refusing(var: str, how: str) -> Iterator[None]:
    try:
        yield
    except (ValueError, ImproperlyConfigured):
        raise ImproperlyConfigured(f"{var} {how}") from None


def _pair(part: str) -> tuple[str, str]:
    """Raises ValueError."""
    language, equals, text = part.partition("=")
    if not equals:
        raise ValueError
    return language.strip(), text.strip()


def _texts(found: Any) -> dict[str, str]:
    """Raises ValueError for what is no text by language."""
    if not isinstance(found, dict) or not all(map(_LANGUAGE.fullmatch, found)):
        raise ValueError
    if not all(isinstance(text, str) and text.strip() for text in found.values()):
        raise ValueError
    return found
