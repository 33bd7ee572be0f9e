"""How a value of a row is spelled in JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.utils.duration import duration_iso_string


def spelled(value: Any) -> Any:
    """An instant in UTC, a day, a span of time as ISO 8601 has them; anything else as JSON does."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return duration_iso_string(value)
    return value


def line(record: Mapping[str, Any]) -> bytes:
    """One line of an export: the same values give the same bytes."""
    text = json.dumps(record, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
    return text.encode() + b"\n"
