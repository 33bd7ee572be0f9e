"""What a copy gets of an address, and what that leads to."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import unquote

from django.conf import settings

from .asking import Asking
from .links import led, without_server


class Found(NamedTuple):
    """An answer with its content as the copy has it, and the addresses that are to be copied for that."""

    address: str
    status: int
    media_type: str
    location: str  # of a redirect: where to, in plain letters
    content: bytes
    addresses: list[str]


def found(site: Asking, address: str) -> Found:
    """What the site has at an address."""
    status, media_type, body, location = answer = site.ask(address)
    content, addresses = led_on(body, media_type) if answer.is_text else (body, [])
    return Found(address, status, media_type, unquote(location), content, addresses)


def led_on(content: bytes, media_type: str) -> tuple[bytes, list[str]]:
    """Return a text with its addresses as the copy has them, and what is to be copied for them."""
    text = content.decode()
    linked = led(without_server(text) if media_type == "text/html" else text, site=settings.SITE_URL)
    return linked.text.encode(), linked.addresses
