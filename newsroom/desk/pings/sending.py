"""One request to somebody else's server, and whether it is worth sending again."""

from __future__ import annotations

from http.client import HTTPException
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings

TIMEOUT = 10  # seconds; one that says nothing holds up no worker
REFUSALS = {400, 401, 403, 404, 405, 410, 422}  # what the same request will meet again


class PingFailed(Exception):
    """The server could not be reached or did not take it now: later, perhaps."""


class PingRefused(Exception):
    """The server will never take this request: somebody has to look at the settings."""


class _Staying(HTTPRedirectHandler):
    """Follows nobody: urllib would make a GET without a body of what was sent."""

    def redirect_request(self, *arguments, **named):
        return None


_opener = build_opener(_Staying)


def post(address: str, body: bytes, *, media_type: str) -> None:
    """Sends the body. Raises `PingFailed` or `PingRefused`."""
    headers = {"Content-Type": media_type, "User-Agent": f"Newsroom (+{settings.SITE_URL}/)"}
    try:
        _opener.open(Request(address, data=body, headers=headers, method="POST"), timeout=TIMEOUT).close()
    except HTTPError as error:
        error.close()
        kind = PingRefused if error.code in REFUSALS else PingFailed
        raise kind(f"{address} answered {error.code}.") from None
    except (OSError, HTTPException) as error:
        raise PingFailed(f"{address} could not be reached: {error}") from error
