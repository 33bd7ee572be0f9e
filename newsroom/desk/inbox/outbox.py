"""Mail: what waits is sent once, oldest first, whatever happens to the worker or the mail server meanwhile."""

from __future__ import annotations

from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from articles.models import Membership
from newsroom import outboxes

from ..models import Choices, Mail
from ..models.inbox import MailStatus
from .letters import letter
from .subjects import may_be_told

SEND_MAIL = "newsroom.desk.jobs.send_mail"


def send_waiting() -> int:
    """Sends what waits and returns how much: see `outboxes.send_each`."""
    return outboxes.send_each(Mail.objects.waiting(), _send, refused=MailStatus.REFUSED)


@transaction.atomic
def _send(key: int, connection: BaseEmailBackend) -> bool:
    """Sends one mail unless another worker has it in hand or has sent it."""
    about = ("item__article__section", "item__front__section__parent")
    mails = Mail.objects.waiting().filter(pk=key).select_related(*about, "item__recipient")
    mail = mails.select_for_update(of=("self",), skip_locked=True).first()
    if not mail:
        return False
    item = mail.item
    mail.error = ""
    if item.recipient.email and may_be_told(Membership.objects.person(item.recipient), item):
        chosen = Choices.objects.filter(person=item.recipient).first()
        connection.send_messages([letter(item, language=chosen.language if chosen else "")])
        mail.status, mail.sent_at = MailStatus.SENT, timezone.now()
    else:
        mail.status = MailStatus.DROPPED
    mail.save()
    return mail.status == MailStatus.SENT
