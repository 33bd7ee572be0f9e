"""Which servers may be asked: those on the internet at its usual ports, and those inside that the owner names."""

from __future__ import annotations

from ipaddress import ip_address

from django.conf import settings

from newsroom.networks import Place, place

from .outside import is_outside

PORTS = (80, 443)


def may_ask_port(port: int) -> bool:
    return port in PORTS or any(inside.port == port for inside in _inside())


def may_ask(address: str, port: int) -> bool:
    """Whether a connection may be made to an IP address, already looked up."""
    return is_named(address, port) or (port in PORTS and is_outside(address))


def is_named(address: str, port: int) -> bool:
    """Whether the owner names an IP address, with the port, as one inside that may be asked."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:  # the name of a host: only what it leads to can be named
        return False
    return any(found in inside.network and port in ((inside.port,) if inside.port else PORTS) for inside in _inside())


def _inside() -> list[Place]:
    return [place(named) for named in settings.FETCH_INSIDE]
