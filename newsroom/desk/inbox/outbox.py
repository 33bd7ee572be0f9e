"""Mail: what waits is sent once, oldest first, whatever happens to the worker or the mail server meanwhile."""

from __future__ import annotations

import logging
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused

from django.core.mail import BadHeaderError, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from articles.models import Membership
from articles.rights import may_see

from ..models import Choices, Mail
from ..models.inbox import MailStatus
from .letters import letter

SEND_MAIL = "newsroom.desk.jobs.send_mail"
log = logging.getLogger(__name__)
A_RUN = 500  # mails of one job; the next job sends the rest
MOST_ATTEMPTS = 8  # of a mail that the server refuses for its own sake, an address that does not exist for instance
OWN_FAULT = (SMTPRecipientsRefused, SMTPSenderRefused, SMTPDataError, BadHeaderError, UnicodeError)


def send_waiting() -> int:
    """Sends what waits and returns how much. A mail that the server refuses stops no other; a server that is away
    raises, so that the job is tried again later.

    Any number of workers may do this at once. One that is killed between the server's answer and the commit has
    sent a mail that is sent once more; its Message-ID is the same.
    """
    connection, sent = get_connection(), 0
    for key in list(Mail.objects.waiting().values_list("pk", flat=True)[:A_RUN]):
        try:
            sent += _send(key, connection=connection)
        except OWN_FAULT as problem:
            _note_refusal(key, problem)
        except Exception as problem:
            Mail.objects.waiting().filter(pk=key).update(error=_said(problem))
            raise
    return sent


@transaction.atomic
def _send(key: int, *, connection: BaseEmailBackend) -> int:
    """Sends one mail unless another worker has it in hand or has sent it."""
    mails = Mail.objects.waiting().filter(pk=key).select_related("item__article__section", "item__recipient")
    mail = mails.select_for_update(of=("self",), skip_locked=True).first()
    if not mail:
        return 0
    item = mail.item
    mail.error = ""
    if item.recipient.email and may_see(Membership.objects.person(item.recipient), item.article.story):
        chosen = Choices.objects.filter(person=item.recipient).first()
        connection.send_messages([letter(item, language=chosen.language if chosen else "")])
        mail.status, mail.sent_at = MailStatus.SENT, timezone.now()
    else:
        mail.status = MailStatus.DROPPED
    mail.save()
    return int(mail.status == MailStatus.SENT)


def _note_refusal(key: int, problem: Exception) -> None:
    log.warning("Mail %s was refused: %s", key, problem)
    waiting = Mail.objects.waiting().filter(pk=key)
    waiting.update(attempts=F("attempts") + 1, error=_said(problem))
    waiting.filter(attempts__gte=MOST_ATTEMPTS).update(status=MailStatus.REFUSED)


def _said(problem: Exception) -> str:
    return f"{type(problem).__name__}: {problem}".replace("\0", "")[:1000]
