"""How long a server wants to be left alone, as its headers say it. Pure but for the clock."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def seconds_from_now(said: str) -> int | None:
    """What "Retry-After" says: seconds, or a moment that is to come; None where it says nothing that can be read."""
    said = said.strip()
    if said.isascii() and said.isdigit():
        return int(said[:9])
    try:
        moment = parsedate_to_datetime(said)
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return max(round((aware - datetime.now(UTC)).total_seconds()), 0)
    except (ValueError, OverflowError):
        return None
