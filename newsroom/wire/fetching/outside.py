"""Which addresses of the internet protocol are on the internet, and not in somebody's own network. Pure."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

# Addresses that Python calls global, or that some of its versions do.
_INSIDE = (
    IPv4Network("192.0.0.0/24"),  # of the protocols themselves (RFC 6890), metadata of one cloud among them
    IPv4Network("192.88.99.0/24"),  # relays of 6to4
    IPv4Network("168.63.129.16/32"),  # the host below a virtual machine of Azure
)
_UNICAST = IPv6Network("2000::/3")  # all of IPv6 that was ever given out
_TRANSLATED = IPv6Network("64:ff9b::/96")  # NAT64: the last 32 bits are the address that is meant
_UNFIT = (IPv6Network("2001::/23"), IPv6Network("2001:db8::/32"), IPv6Network("3fff::/20"))


def is_outside(address: str) -> bool:
    """Whether an IP address is one of the internet's: not private, loopback, link-local, shared by a carrier, multicast
    or unassigned, nor one that stands for such an address."""
    found = ip_address(address.partition("%")[0])
    if isinstance(found, IPv4Address):
        return _is_outside_4(found)
    if meant := _meant(found):
        return _is_outside_4(meant)
    return found in _UNICAST and found.is_global and not any(found in network for network in _UNFIT)


def _is_outside_4(address: IPv4Address) -> bool:
    return (
        address.is_global
        and not address.is_multicast
        and not address.is_reserved
        and not any(address in network for network in _INSIDE)
    )


def _meant(address: IPv6Address) -> IPv4Address | None:
    """The address of the older protocol that one of the newer stands for."""
    if address in _TRANSLATED:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour
