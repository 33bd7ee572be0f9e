"""Addresses that may be fetched, taken apart."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from ..sentences import say as _
from .allowed import may_ask_port
from .refusals import NotAllowed

LONGEST = 2000
USUAL = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9_]([a-z0-9._-]*[a-z0-9_.])?|[0-9a-f:]*:[0-9a-f:.]*")  # a name, or IPv6
_KEPT = "%/:?#[]@!$&'()*+,;=~-._"


class Target(NamedTuple):
    """A server, and what it is asked for."""

    scheme: str
    host: str  # in ASCII, IPv6 without brackets
    port: int
    path: str  # with the query

    @property
    def origin(self) -> tuple[str, str, int]:
        return self.scheme, self.host, self.port

    @property
    def address(self) -> str:
        return f"{self.scheme}://{self.named}{self.path}"

    @property
    def named(self) -> str:
        """As the header "Host" has it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == USUAL[self.scheme] else f"{host}:{self.port}"


def target_of(url: str) -> Target:
    """Where an address leads, its fragment left out. Raises `NotAllowed` for one that is never fetched."""
    if len(url) > LONGEST:
        raise NotAllowed(_("The address is longer than %(most)s characters.") % {"most": LONGEST})
    if re.search(r"[\x00-\x20\x7f\\\ud800-\udfff]", url):  # urlsplit drops some of them, others read them otherwise
        raise NotAllowed(_("An address has no spaces, control characters or backslashes."))
    try:
        parts = urlsplit(url)
        scheme, host, port = parts.scheme, parts.hostname or "", parts.port
    except ValueError:
        raise NotAllowed(_("This is no address: %(address)s") % {"address": url[:100]}) from None
    if scheme not in USUAL:
        raise NotAllowed(_("An address begins with https:// or http://."))
    if "@" in parts.netloc:
        raise NotAllowed(_("An address carries no name or password."))
    port = USUAL[scheme] if port is None else port
    if not may_ask_port(port):
        raise NotAllowed(_("Nothing is fetched from port %(port)s, only from 80 and 443.") % {"port": port})
    path = quote((parts.path or "/") + (f"?{parts.query}" if parts.query else ""), safe=_KEPT)
    return Target(scheme, _ascii(host), port, path)


def _ascii(host: str) -> str:
    try:
        plain = host if host.isascii() else host.encode("idna").decode()
    except UnicodeError:
        plain = ""
    if not _HOST.fullmatch(plain) or len(plain) > 253:
        raise NotAllowed(_("“%(host)s” is no name of a server.") % {"host": host[:100]})
    return plain
