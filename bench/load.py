"""Many requests over a few kept connections, and how long each took."""

from __future__ import annotations

import re
import selectors
import socket
from collections import deque
from collections.abc import Iterable, Mapping
from time import perf_counter

from newsroom.run import ADDRESS

CONNECTIONS = 2  # as many as the machine has processors and the server has workers
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
BODILESS = (204, 304)


class BadAnswer(Exception):
    """A status that the page does not have: what was measured is not what was meant."""


def request(path: str, headers: Mapping[str, str]) -> bytes:
    """A GET as it goes over the line. The path is ASCII."""
    lines = [f"GET {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode("ascii")


def latencies(port: int, requests: Iterable[bytes], *, status: int) -> list[float]:
    """Seconds that each request took, asked one after the other on each connection. Raises `BadAnswer`."""
    waiting, taken = deque(requests), []
    with selectors.DefaultSelector() as lines:
        for _number in range(min(CONNECTIONS, len(waiting))):
            line = _Line(port, status)
            lines.register(line.door, selectors.EVENT_READ, line)
            line.ask(waiting.popleft())
        while lines.get_map():
            ready = lines.select(timeout=60)
            if not ready:
                raise BadAnswer("No answer within a minute.")
            for key, _events in ready:
                if key.data.is_answered():
                    taken.append(key.data.seconds)
                    _go_on(key.data, waiting, lines)
    return taken


def _go_on(line: _Line, waiting: deque, lines: selectors.BaseSelector) -> None:
    if waiting:
        line.ask(waiting.popleft())
    else:
        lines.unregister(line.door)
        line.door.close()


class _Line:
    """One connection with one request under way."""

    def __init__(self, port: int, status: int):
        self.door = socket.create_connection((ADDRESS, port), timeout=60)
        self.door.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.status = status
        self.seconds = 0.0

    def ask(self, words: bytes) -> None:
        self.came, self.expected, self.started = bytearray(), None, perf_counter()
        self.door.sendall(words)

    def is_answered(self) -> bool:
        """Takes what has come in; says whether that is all."""
        part = self.door.recv(262_144)
        if not part:
            raise BadAnswer("The server closed the connection.")
        self.came += part
        if self.expected is None:
            self._read_head()
        self.seconds = perf_counter() - self.started
        return self.expected is not None and len(self.came) >= self.expected

    def _read_head(self) -> None:
        end = self.came.find(b"\r\n\r\n")
        if end < 0:
            return
        status = int(self.came[9:12])
        if status != self.status:
            raise BadAnswer(f"{status} instead of {self.status}: {bytes(self.came[:end])!r}")
        length = LENGTH.search(self.came, 0, end + 2)
        if not length and status not in BODILESS:
            raise BadAnswer("An answer without its length.")
        self.expected = end + 4 + (int(length[1]) if length and status not in BODILESS else 0)
