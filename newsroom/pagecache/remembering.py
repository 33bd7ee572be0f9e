"""What every page shows (sections, a banner, links of the footer) is read once an edition, not once a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import connection

from newsroom.pagecache.knowing import check_database, current_edition

MOST = 10_000  # answers of one function: arguments that come from an address must not fill the memory
Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")
_reading: ContextVar[object] = ContextVar("reading", default=None)


def by_edition(function: Callable[Arguments, Answer]) -> Callable[Arguments, Answer]:
    """Remembers in this process, until the next edition, what a function of hashable arguments returns.

    Everybody gets the same object: return what nobody changes (a tuple, a frozen dataclass, SafeString), no queryset.
    Everything that the answer depends on must be an argument, the language too. Inside a transaction, which may see
    what is not committed, and where the page cache is off, it calls through, but for `reading_once`. Raises
    `DatabaseAway` rather than wait for a database that is known to be away.
    """
    remembered: tuple[object, dict] = (None, {})

    @wraps(function)
    def remembering(*arguments: Arguments.args, **named: Arguments.kwargs) -> Answer:
        nonlocal remembered
        edition = _reading.get() or (None if connection.in_atomic_block else current_edition())
        if edition is None:
            return function(*arguments, **named)
        known, answers = remembered
        if known != edition:
            known, answers = remembered = (edition, {})
        key = (arguments, *sorted(named.items()))
        if key in answers:
            return answers[key]
        check_database()
        answer = function(*arguments, **named)
        if len(answers) < MOST:
            answers[key] = answer
        return answer

    return remembering


@contextmanager
def reading_once() -> Iterator[None]:
    """Remembers for as long as it lasts, inside a transaction too: for one that sees nothing of what comes later."""
    token = _reading.set(object())
    try:
        yield
    finally:
        _reading.reset(token)
