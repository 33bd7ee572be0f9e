"""Places inside a network of the newsroom's own, as the settings name them. Pure."""

from __future__ import annotations

from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import NamedTuple


class Place(NamedTuple):
    """A network, or one address as a network of its own, and the port there; 0 for the usual ones."""

    network: IPv4Network | IPv6Network
    port: int


def place(named: str) -> Place:
    """What is meant by 10.1.2.3, 10.1.2.0/24, 10.1.2.3:8080, fd00::1 or [fd00::1]:8080. Raises ValueError."""
    plain, _, port = named.strip().rpartition(":")
    if plain.startswith("[") and plain.endswith("]"):
        return Place(ip_network(plain[1:-1]), _port(port))
    if plain and ":" not in plain:
        return Place(ip_network(plain), _port(port))
    return Place(ip_network(named.strip()), 0)


def _port(named: str) -> int:
    if not 0 < int(named) < 65536:
        raise ValueError(named)
    return int(named)
