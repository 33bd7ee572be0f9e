"""What gunicorn answers by itself (a request that nobody can read, 414, 431) has the headers of every other answer."""

from __future__ import annotations

import socket
from typing import Any

from newsroom.headers import PERMISSIONS_POLICY

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": PERMISSIONS_POLICY,
    "Cache-Control": "no-store",
}
_LINES = "".join(f"{name}: {value}\r\n" for name, value in HEADERS.items()).encode("ascii")


class Guarded:
    """A connection on whose first answer the headers stand, behind the line with the status."""

    def __init__(self, door: socket.socket):
        self._door = door

    def __getattr__(self, name: str) -> Any:
        return getattr(self._door, name)

    def sendall(self, answer: bytes) -> None:
        status, end, rest = answer.partition(b"\r\n")
        self._door.sendall(status + end + _LINES + rest)
