"""When a source is asked again. Pure."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from datetime import timedelta

LONGEST_WISH = timedelta(hours=1)  # that a feed is left alone for, whatever it asks for
LONGEST_REFUSAL = timedelta(hours=24)  # that a server which refuses is left alone for
LONGEST_BACK_OFF = timedelta(hours=6)
SOON = timedelta(seconds=50)  # the worker looks each minute
_MAX_AGE = re.compile(r"(?:^|,)\s*max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)
_TTL = re.compile(rb"<ttl>\s*(\d{1,6})\s*</ttl>", re.IGNORECASE)
_HEAD = 64 * 1024


def after_answer(minutes: int, *, wait_seconds: int | None) -> timedelta:
    """The source's own interval, or longer where its server wants that."""
    return max(timedelta(minutes=minutes), min(timedelta(seconds=wait_seconds or 0), LONGEST_WISH))


def after_failure(minutes: int, *, failures: int, wait_seconds: int | None) -> timedelta:
    """Twice as long with each failure in a row, up to hours, and about: what failed together comes back one by one."""
    interval = timedelta(minutes=minutes)
    longer = min(interval * 2 ** min(failures, 12), max(LONGEST_BACK_OFF, interval))
    return max(longer * random.uniform(0.9, 1.1), min(timedelta(seconds=wait_seconds or 0), LONGEST_REFUSAL))


def wished_seconds(headers: Mapping[str, str], body: bytes) -> int | None:
    """For how long an answer says that it is fresh: by "Cache-Control", less what it has aged on its way, or by the
    `ttl` of RSS."""
    age = headers.get("age", "").strip()
    fresh = _MAX_AGE.search(headers.get("cache-control", ""))
    by_header = int(fresh[1]) - (int(age[:9]) if age.isascii() and age.isdigit() else 0) if fresh else 0
    minutes = _TTL.search(body[:_HEAD])
    return max(by_header, int(minutes[1]) * 60 if minutes else 0) or None
