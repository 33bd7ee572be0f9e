"""Pictures at their own addresses on the internet."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ..fetching import Answered, fetch
from .names import larger
from .taking import NotTaken


def fetched(address: str) -> bytes:
    """The original of a picture, else what the story itself shows. Raises `NotTaken` and `NotFetched`."""
    if not address.startswith(("http://", "https://")):
        raise NotTaken(_("it has no address on the internet"))
    best = larger(address)
    if best != address:
        try:
            return fetch(best).body
        except Answered:
            pass
    return fetch(address).body
