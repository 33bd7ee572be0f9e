"""Lines of a web server's or CDN's log: who asked for what, when, and what came back. Pure.

Three shapes: the combined format of Apache and nginx (`%h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i"`; the
common format lacks the last two), one JSON object a line, as CDNs deliver them, and tables (`log_columns`). What syslog
writes before a line (RFC 5424, RFC 3164) is passed over.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from .log_columns import AGENT, Columns, columns_of

# The names that each fact has at Cloudflare (Logpush), in the JSON formats that Fastly and nginx document, and in the
# W3C's format.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "method": ("ClientRequestMethod", "request_method", "method", "cs-method"),
    "path": ("ClientRequestURI", "ClientRequestPath", "url", "request_uri", "path", "cs-uri-stem"),
    "status": ("EdgeResponseStatus", "response_status", "status", "sc-status"),
    "agent": ("ClientRequestUserAgent", "request_user_agent", "user_agent", "http_user_agent", AGENT),
    "time": ("EdgeStartTimestamp", "timestamp", "start_time", "time_iso8601", "time_local", "msec", "time"),
}
NEEDED = ("time", "method", "path", "status")
_COMBINED = re.compile(
    r'\S+ \S+ .{1,200}? \[(?P<time>[^\]]{20,40})\] "(?P<method>[A-Z]{3,10}) (?P<path>\S+)(?: HTTP/[0-9.]+)?" '
    r'(?P<status>[0-9]{3}) \S+(?: "(?:[^"\\]|\\.)*" "(?P<agent>(?:[^"\\]|\\.)*)")?'
)
_SYSLOG = re.compile(r"<[0-9]{1,3}>[^{]{1,200}: (?=\{)")
_ESCAPED = re.compile(r"\\x([0-9A-Fa-f]{2})")  # as Apache and nginx write what is no ASCII
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_TIME = re.compile(r"([0-9]{2})/([A-Z][a-z]{2})/([0-9]{4})(:[0-9:]{8}) ([+-][0-9]{4})")


class BadLine(ValueError):
    """A line that cannot be read as a request. What it says is not repeated: a reader's address is in it."""


@dataclass(frozen=True)
class Request:
    """`path` is unquoted and without its query. A log without user agents has None there."""

    at: datetime
    method: str
    path: str
    status: int
    agent: str | None


class Lines:
    """The lines of one log, in their order: a table's names hold for what comes after them."""

    def __init__(self, *, fields: Mapping[str, tuple[str, ...]] = FIELDS, columns: Sequence[str] = ()):
        self.fields = fields
        self._columns = Columns(tuple(columns)) if columns else None
        self._naming = ""
        self._is_first = not columns

    def request(self, line: str) -> Request | None:
        """The request that a line is of; nothing for one that speaks of the log itself. Raises BadLine."""
        try:
            return None if self._is_about_the_log(line) else _request(self._facts(line))
        except (KeyError, TypeError, ValueError, OverflowError, RecursionError) as problem:
            raise BadLine from problem

    def _is_about_the_log(self, line: str) -> bool:
        is_directive = line.startswith("#")
        if is_directive or self._is_first:
            self._is_first = False
            if found := columns_of(line, known=[self.fields[fact] for fact in NEEDED]):
                self._columns, self._naming = found, line
        return is_directive or bool(self._naming and line == self._naming)

    def _facts(self, line: str) -> Mapping:
        if self._columns:
            return _named(self._columns.row(line), self.fields)
        line = _SYSLOG.sub("", line) if line.startswith("<") else line
        return _named(json.loads(line), self.fields) if line.startswith("{") else _from_combined(line)


def _request(facts: Mapping) -> Request:
    return Request(
        at=_moment(facts["time"]),
        method=str(facts["method"]),
        path=unquote(_ESCAPED.sub(r"%\1", urlsplit(str(facts["path"])).path)),
        status=int(facts["status"]),
        agent=None if facts["agent"] is None else str(facts["agent"]),
    )


def _named(row: Mapping, fields: Mapping[str, tuple[str, ...]]) -> Mapping:
    found = {fact: next((row[name] for name in names if name in row), None) for fact, names in fields.items()}
    if any(found[fact] is None for fact in NEEDED):
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
    return _moment_of(str(value))


@lru_cache(maxsize=1000)  # many requests are of one second
def _moment_of(text: str) -> datetime:
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
