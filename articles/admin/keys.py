"""Numbers as they come in an address or a form: written as the desk writes them, or none at all. Whatever reads one
reads it here, so that what is checked and what is used are never two things."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.http import Http404

BIGGEST_KEY = 2**63 - 1
_KEY = re.compile(r"[1-9][0-9]{0,18}", re.ASCII)
_REVISION = re.compile(r"0|[1-9][0-9]{0,7}", re.ASCII)


def key_of(value: str) -> int | None:
    """The number, unless it is written in any other way than the desk's own pages do."""
    if not _KEY.fullmatch(value) or int(value) > BIGGEST_KEY:
        return None
    return int(value)


def revision_number_of(value: str) -> int | None:
    """A revision's number, 0 for a story that has none yet."""
    return int(value) if _REVISION.fullmatch(value) else None


def key_given(parameters: Mapping[str, str], name: str) -> int | None:
    """The key that an address names in this parameter, None where it has none. Raises `Http404` for what is no key."""
    value = parameters.get(name)
    key = None if value is None else key_of(value)
    if value is not None and key is None:
        raise Http404
    return key
