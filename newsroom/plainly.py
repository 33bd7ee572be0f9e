"""Failures that people can mend (settings, a database that is unreachable or not migrated) end a command with one
sentence."""

import errno
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import CommandError
from django.db import OperationalError, ProgrammingError, connection

from newsroom.database import explain, is_unreachable
from newsroom.migrated import ADVICE, lacks_migrations

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
NOT_MIGRATED = 2  # exit status


@contextmanager
def failing_plainly() -> Iterator[None]:
    """Print the sentence to stderr and exit 1, or 2 where migrations wait, instead of a traceback. Any other error
    passes through."""
    logging.getLogger("psycopg.pool").setLevel(logging.CRITICAL)  # it would log each attempt before
    try:
        yield
    except (ImproperlyConfigured, CommandError) as error:
        sys.exit(str(error))
    except (OperationalError, psycopg.OperationalError) as error:
        if not is_unreachable(error):
            raise
        sys.exit(explain(_own_error(error)))
    except OSError as error:
        if error.errno not in FULL:
            raise
        sys.exit(f"{error.strerror}: make room on the disk, then run this again.")
    except ProgrammingError as error:
        if not lacks_migrations(error):
            raise
        print(ADVICE, file=sys.stderr)
        sys.exit(NOT_MIGRATED)


def reach_database() -> psycopg.Connection:
    """A connection outside the pool, which would try for long and not say why. Raises psycopg's errors."""
    return psycopg.connect(**connection.get_connection_params(), autocommit=True)


def _own_error(error: Exception) -> Exception:
    """The error of a connection tried without the pool; `error` itself where that one succeeds."""
    try:
        reach_database().close()
    except psycopg.OperationalError as own:
        return own
    return error
