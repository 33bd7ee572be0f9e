"""Whether what a reader has is what it would get: preconditions of RFC 9110, 13."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.utils.http import parse_http_date_safe

_TAG = re.compile(r'(?:W/)?"[\x21\x23-\x7e\x80-\xff]*"')


def is_refused(environ: Mapping, *, tag: str, modified_at: int | None) -> bool:
    """Whether 412 is the answer: the reader wants this version and no other. Compares strongly: no `W/` matches."""
    if (named := environ.get("HTTP_IF_MATCH")) is not None:
        return named.strip() != "*" and tag not in _TAG.findall(named)
    if modified_at is None or not (until := environ.get("HTTP_IF_UNMODIFIED_SINCE")):
        return False
    moment = parse_http_date_safe(until)
    return moment is not None and moment < modified_at


def is_unchanged(environ: Mapping, *, tag: str, modified_at: int | None) -> bool:
    """Whether 304 is the answer. A tag says more than a date: the date counts where the reader names no tag."""
    if (named := environ.get("HTTP_IF_NONE_MATCH")) is not None:
        return _names(named, tag)
    if modified_at is None or not (since := environ.get("HTTP_IF_MODIFIED_SINCE")):
        return False
    moment = parse_http_date_safe(since)
    return moment is not None and moment >= modified_at


def _names(named: str, tag: str) -> bool:
    """Compares weakly: `W/"a"` and `"a"` are the same."""
    if named.strip() == "*":
        return True
    return tag.removeprefix("W/") in (found.removeprefix("W/") for found in _TAG.findall(named))
