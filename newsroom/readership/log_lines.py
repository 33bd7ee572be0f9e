"""Lines of a web server's or CDN's log: who asked for what, when, and what came back. Pure.

Two shapes: the combined format of Apache and nginx (`%h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i"`; the
common format lacks the last two), and one JSON object a line, as CDNs deliver them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import unquote, urlsplit

# The names that each fact has at Cloudflare (Logpush) and in the JSON formats that Fastly and nginx document.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "method": ("ClientRequestMethod", "request_method", "method"),
    "path": ("ClientRequestURI", "ClientRequestPath", "url", "request_uri", "path"),
    "status": ("EdgeResponseStatus", "response_status", "status"),
    "agent": ("ClientRequestUserAgent", "request_user_agent", "user_agent", "http_user_agent"),
    "time": ("EdgeStartTimestamp", "timestamp", "start_time", "time"),
}
_COMBINED = re.compile(
    r'\S+ \S+ .{1,200}? \[(?P<time>[^\]]{20,40})\] "(?P<method>[A-Z]{3,10}) (?P<path>\S+)(?: HTTP/[0-9.]+)?" '
    r'(?P<status>[0-9]{3}) \S+(?: "(?:[^"\\]|\\.)*" "(?P<agent>(?:[^"\\]|\\.)*)")?'
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_TIME = re.compile(r"([0-9]{2})/([A-Z][a-z]{2})/([0-9]{4})(:[0-9:]{8}) ([+-][0-9]{4})")


class BadLine(ValueError):
    """A line that cannot be read as a request."""


@dataclass(frozen=True)
class Request:
    """`path` is unquoted and without its query. A log without user agents has None there."""

    at: datetime
    method: str
    path: str
    status: int
    agent: str | None


def read_line(line: str, *, fields: Mapping[str, tuple[str, ...]] = FIELDS) -> Request:
    """The request that a line is of. Raises BadLine."""
    try:
        found = _from_json(line, fields) if line.startswith("{") else _from_combined(line)
        return Request(
            at=_moment(found["time"]),
            method=str(found["method"]),
            path=unquote(urlsplit(str(found["path"])).path),
            status=int(found["status"]),
            agent=None if found["agent"] is None else str(found["agent"]),
        )
    except (KeyError, TypeError, ValueError, OverflowError, RecursionError) as problem:
        raise BadLine(line[:80]) from problem


def _from_json(line: str, fields: Mapping[str, tuple[str, ...]]) -> Mapping:
    row = json.loads(line)
    found = {fact: next((row[name] for name in names if name in row), None) for fact, names in fields.items()}
    if any(found[fact] is None for fact in ("time", "method", "path", "status")):
        raise ValueError("a field is missing")
    return found


def _from_combined(line: str) -> Mapping:
    match = _COMBINED.match(line)
    if not match:
        raise ValueError("not in the combined format")
    return match.groupdict()


def _moment(value: object) -> datetime:
    """As logs write it: `04/Jan/2025:19:12:00 +0200`, RFC 3339, or a count of (milli-, micro-, nano-) seconds."""
    if isinstance(value, bool):
        raise ValueError("no moment")
    text = str(value)
    if found := _TIME.fullmatch(text):
        day, month, year, clock, offset = found.groups()
        return datetime.strptime(f"{year}-{_MONTHS.index(month) + 1}-{day}{clock}{offset}", "%Y-%m-%d:%H:%M:%S%z")
    if re.fullmatch(r"[0-9]{9,19}(\.[0-9]+)?", text):
        seconds = float(text)
        while seconds > 1e11:  # the year 5138: whatever is larger counts in smaller parts
            seconds /= 1000
        return datetime.fromtimestamp(seconds, UTC)
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError("a moment without a zone")
    return at
