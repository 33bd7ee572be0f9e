"""Fetching from servers of others: never from a network of our own, never for long, never without bounds."""

from .asking import MOST_BYTES, Fetched, fetch, unpacked
from .refusals import Answered, NotAllowed, NotFetched, Unfit, Unreachable

__all__ = [
    "MOST_BYTES",
    "Answered",
    "Fetched",
    "NotAllowed",
    "NotFetched",
    "Unfit",
    "Unreachable",
    "fetch",
    "unpacked",
]
