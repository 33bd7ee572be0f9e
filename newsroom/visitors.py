"""Where a request comes from: the address that limits count by and audit rows keep."""

from __future__ import annotations

import re
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

_WITH_PORT = re.compile(r"\[([^]]+)\](?::[0-9]+)?|([0-9.]+):[0-9]+")  # as some proxies write an address
LOOPBACK = "127.0.0.1"
IPV6_PREFIX = 64  # what one household or office has


def client_address(request: HttpRequest) -> str:
    """The visitor's address. X-Forwarded-For counts only as far as our own proxies wrote it: anybody can send one."""
    if settings.TRUSTED_PROXIES:
        forwarded = request.headers.get("X-Forwarded-For", "").split(",")
        if len(forwarded) >= settings.TRUSTED_PROXIES and (found := _address(forwarded[-settings.TRUSTED_PROXIES])):
            return found
    return _address(request.META.get("REMOTE_ADDR", "")) or LOOPBACK  # a Unix socket has none


def network_of(address: str) -> str:
    """What one visitor can choose freely within: an IPv6 address is counted by its /64."""
    if ip_address(address).version == 4:
        return address
    return str(ip_network(f"{address}/{IPV6_PREFIX}", strict=False))


def _address(text: str) -> str | None:
    text = text.strip()
    if with_port := _WITH_PORT.fullmatch(text):
        text = with_port[1] or with_port[2]
    try:
        found = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    mapped = getattr(found, "ipv4_mapped", None)
    return str(mapped or found)
