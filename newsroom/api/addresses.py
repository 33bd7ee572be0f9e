"""Addresses of the API as it writes them: whole, with what is asked in one order."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse

from articles.paths import absolute


def address_of(name: str, /, *, query: dict[str, str] | None = None, **segments: object) -> str:
    """Return where an endpoint is, by its name."""
    path = absolute(reverse(f"api:{name}", kwargs=segments))
    return f"{path}?{urlencode(query)}" if query else path
