"""One request to somebody else's server, and whether it is worth sending again."""

from __future__ import annotations

import ssl
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from newsroom.wire.fetching.outside import is_outside
from newsroom.wire.fetching.reaching import NotOutside, cut_off_after, reached

TOTAL_SECONDS = 10  # however a server drips: it holds up no worker for longer
REFUSALS = {400, 401, 403, 404, 405, 410, 422}  # what the same request will meet again
_CONNECTIONS: dict[str, type[HTTPConnection]] = {"http": HTTPConnection, "https": HTTPSConnection}


class PingFailed(Exception):
    """The server could not be reached or did not take it now: later, perhaps."""


class PingRefused(Exception):
    """The server will never take this request: somebody has to look at the settings."""


def post(address: str, body: bytes, *, media_type: str) -> None:
    """Sends the body, past every proxy and to no other address than this. Raises `PingFailed` or `PingRefused`."""
    headers = {"Content-Type": media_type, "User-Agent": f"Newsroom (+{settings.SITE_URL}/)"}
    try:
        status = _status(urlsplit(address), body, headers)
    except NotOutside as error:
        raise PingRefused(f"{address} is inside a network ({error}): PINGS_INSIDE=1 allows it.") from None
    except (OSError, HTTPException, ValueError) as error:
        raise PingFailed(f"{address} could not be reached: {error}") from error
    if not 200 <= status < 300:
        kind = PingRefused if status in REFUSALS else PingFailed
        raise kind(f"{address} answered {status}.")


def _status(address: SplitResult, body: bytes, headers: dict[str, str]) -> int:
    """Posts, and reads no more of the answer than its head."""
    connection = _CONNECTIONS[address.scheme](address.hostname or "", address.port)
    plain = reached(connection.host, connection.port, may_be=lambda place: settings.PINGS_INSIDE or is_outside(place))
    try:
        with cut_off_after(TOTAL_SECONDS, plain):
            connection.sock = _secured(plain, connection.host) if address.scheme == "https" else plain
            target = (address.path or "/") + (f"?{address.query}" if address.query else "")
            connection.request("POST", target, body, headers)
            return connection.getresponse().status
    finally:
        connection.close()
        plain.close()


def _secured(plain, host: str) -> ssl.SSLSocket:
    return ssl.create_default_context().wrap_socket(plain, server_hostname=host)
