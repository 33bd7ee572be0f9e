"""Connections to servers outside: never into a network of our own by an odd entry of a name server, never for long."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from ipaddress import IPv6Address, ip_address
from threading import Timer

from django.conf import settings

CONNECT_SECONDS = 3
MOST_ADDRESSES = 3  # of one name that are tried


class NotOutside(Exception):
    """A name leads to an address that is not on the internet; the message is that address."""


def reached(host: str, port: int) -> socket.socket:
    """Return a connection to a host, whose name is looked up once. Raises `NotOutside` if any of its addresses is not
    on the internet and the settings do not allow that, OSError if none answers."""
    addresses = [row[4][0] for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    inside = [address for address in addresses if not is_outside(address)]
    if inside and not settings.PINGS_INSIDE:
        raise NotOutside(inside[0])
    for address in addresses[: MOST_ADDRESSES - 1]:
        with suppress(OSError):
            return socket.create_connection((address, port), timeout=CONNECT_SECONDS)
    return socket.create_connection((addresses[-1], port), timeout=CONNECT_SECONDS)


def is_outside(address: str) -> bool:
    """Whether an IP address is one of the internet's: not private, loopback, link-local, multicast or unassigned."""
    found = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address):
        found = found.ipv4_mapped or found.sixtofour or found
    return found.is_global and not found.is_multicast


@contextmanager
def cut_off_after(seconds: float, connected: socket.socket) -> Iterator[None]:
    """Ends a connection that has not done within some seconds in all: a timeout of a socket begins anew with each byte.

    It is ended by a second name for it, since TLS takes over the first.
    """
    same = connected.dup()
    alarm = Timer(seconds, _end, [same])
    alarm.daemon = True
    alarm.start()
    try:
        yield
    finally:
        alarm.cancel()
        same.close()


def _end(connected: socket.socket) -> None:
    with suppress(OSError):
        connected.shutdown(socket.SHUT_RDWR)
