"""Connections to servers outside: never into a network of our own by an odd entry of a name server, never for long."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread, Timer
from time import monotonic
from typing import Any

from .outside import is_outside

CONNECT_SECONDS = 3  # with one address, and for looking up a name
REACH_SECONDS = 10  # in all
MOST_ADDRESSES = 3  # of one name that are tried


class NotOutside(Exception):
    """A name leads to an address that is not on the internet; the message is that address."""


class NameServerSilent(OSError):
    """No name server has answered in time."""


def reached(
    host: str, port: int, *, may_be: Callable[[str], bool] = is_outside, seconds: float = REACH_SECONDS
) -> socket.socket:
    """Return a connection to a host, made within some seconds. Its name is looked up once, and the connection is to one
    of the very addresses that were looked at. Raises `NotOutside` if `may_be` does not allow any of them, OSError if
    none answers."""
    ends_at = monotonic() + seconds
    places = list(dict.fromkeys((row[0], row[4]) for row in _looked_up(host, port, seconds=_left(ends_at))))
    for _family, place in places:
        if not may_be(str(place[0])):
            raise NotOutside(place[0])
    problem: OSError = OSError("no address")
    for family, place in places[:MOST_ADDRESSES]:
        try:
            return _connected(family, place, seconds=_left(ends_at))
        except OSError as refusal:
            problem = refusal
    raise problem


def _left(ends_at: float) -> float:
    return max(min(ends_at - monotonic(), CONNECT_SECONDS), 0.001)  # a timeout of 0 means something else


def _connected(family: int, place: Any, *, seconds: float) -> socket.socket:
    """A connection to a place as the name server gave it: `socket.create_connection` would look it up again."""
    plain = socket.socket(family, socket.SOCK_STREAM)
    try:
        plain.settimeout(seconds)
        plain.connect(place)
    except BaseException:
        plain.close()
        raise
    return plain


def _looked_up(host: str, port: int, *, seconds: float) -> list[tuple]:
    """What the name server says, if it says it in time: the system's own patience with it can be most of a minute."""
    said: list[tuple] = []
    problems: list[Exception] = []

    def look_up() -> None:
        try:
            said.extend(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, ValueError) as problem:  # ValueError: a name that no name server could be asked about
            problems.append(problem)

    asking = Thread(target=look_up, daemon=True)
    asking.start()
    asking.join(seconds)
    if asking.is_alive():
        raise NameServerSilent("no name server answered in time")
    if problems:
        raise problems[0]
    return said


@contextmanager
def cut_off_after(seconds: float, connected: socket.socket) -> Iterator[Event]:
    """Ends a connection that has not done within some seconds in all: a timeout of a socket begins anew with each byte.
    The event is set if that happened, since an answer may look whole that was cut off.

    It is ended by a second name for it, since TLS takes over the first.
    """
    same, was_cut = connected.dup(), Event()
    alarm = Timer(seconds, _end, [same, was_cut])
    alarm.daemon = True
    alarm.start()
    try:
        yield was_cut
    finally:
        alarm.cancel()
        same.close()


def _end(connected: socket.socket, was_cut: Event) -> None:
    was_cut.set()
    with suppress(OSError):
        connected.shutdown(socket.SHUT_RDWR)
