"""Mail that waits in a table: sent once, oldest first, whatever happens to the worker or the mail server meanwhile."""

from __future__ import annotations

import logging
from collections.abc import Callable
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused

from django.core.mail import BadHeaderError, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F, QuerySet

log = logging.getLogger(__name__)
A_RUN = 500  # mails of one job; the next job sends the rest
MOST_ATTEMPTS = 8  # of a mail that the server refuses for its own sake, an address that does not exist for instance
OWN_FAULT = (SMTPRecipientsRefused, SMTPSenderRefused, SMTPDataError, BadHeaderError, UnicodeError)


def send_each(
    waiting: QuerySet, send: Callable[[int, BaseEmailBackend], bool], *, refused: str, limit: int = A_RUN
) -> int:
    """Sends what waits and returns how much. `send` sends one by its key, in a transaction of its own, and says
    whether it did; the rows have `status`, `attempts` and `error`.

    A mail that the server refuses stops no other, and becomes `refused` in the end; a server that is away raises, so
    that the job is tried again later. Any number of workers may do this at once. One that is killed between the
    server's answer and the commit has sent a mail that is sent once more; its Message-ID is the same.
    """
    connection, sent = get_connection(), 0
    for key in list(waiting.values_list("pk", flat=True)[:limit]):
        try:
            sent += send(key, connection)
        except OWN_FAULT as problem:
            _note_refusal(waiting.filter(pk=key), problem, refused=refused)
        except Exception as problem:
            waiting.filter(pk=key).update(error=said(problem))
            raise
    return sent


def _note_refusal(row: QuerySet, problem: Exception, *, refused: str) -> None:
    log.warning("A mail was refused: %s", type(problem).__name__)
    row.update(attempts=F("attempts") + 1, error=said(problem))
    row.filter(attempts__gte=MOST_ATTEMPTS).update(status=refused)


def said(problem: Exception) -> str:
    return f"{type(problem).__name__}: {problem}".replace("\0", "")[:1000]
