"""One mail a day to each moderator while letters wait that they were not told of: a number and a link, no letter."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Count, Max, Min
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import Membership
from articles.phrases import moment
from articles.rights import Role
from newsroom.outboxes import OWN_FAULT

from .models import Digest, Letter

log = logging.getLogger(__name__)
AT_MOST_EACH = timedelta(hours=20)  # once a day, also when the hour of it moves a little


def send_due() -> int:
    """Mails every moderator who is due one; returns how many. A server that is away raises, and nobody who was not
    mailed counts as told: the next run makes up for it."""
    moderators = get_user_model().objects.filter(is_active=True, memberships__role=Role.MODERATOR).exclude(email="")
    connection = get_connection()
    return sum(_send(user, connection) for user in moderators.distinct().order_by("pk"))


def wants(user) -> bool:
    return Digest.objects.filter(person=user).values_list("is_wanted", flat=True).first() is not False


def choose(user, *, is_wanted: bool) -> None:
    Digest.objects.update_or_create(person=user, defaults={"is_wanted": is_wanted})


@transaction.atomic
def _send(user, connection: BaseEmailBackend) -> bool:
    Digest.objects.get_or_create(person=user)
    digest = Digest.objects.select_for_update(skip_locked=True).filter(person=user).first()
    if not digest or not digest.is_wanted or _is_recent(digest):
        return False
    waiting = Letter.objects.visible_to(Membership.objects.person(user)).waiting()
    found = waiting.aggregate(count=Count("pk"), newest=Max("pk"), oldest=Min("sent_at"))
    if not found["count"] or found["newest"] <= digest.newest_told:
        return False
    try:
        connection.send_messages([_mail(user, count=found["count"], oldest=found["oldest"])])
    except OWN_FAULT as problem:
        log.warning("A mail about letters was refused: %s", type(problem).__name__)
    digest.sent_at, digest.newest_told = timezone.now(), found["newest"]
    digest.save()
    return True


def _is_recent(digest: Digest) -> bool:
    return digest.sent_at is not None and timezone.now() - digest.sent_at < AT_MOST_EACH


def _mail(user, *, count: int, oldest) -> EmailMessage:
    with translation.override(settings.LANGUAGE_CODE):
        said = ngettext(
            "%(count)s letter from a reader waits for a decision.",
            "%(count)s letters from readers wait for a decision.",
            count,
        ) % {"count": count}
        lines = [
            said,
            _("The oldest came at %(moment)s.") % {"moment": moment(oldest)},
            settings.SITE_URL + reverse("admin:letters"),
            _("You get this at most once a day; there you can also switch it off."),
        ]
        return EmailMessage(
            subject=said.rstrip("."),
            body="\n\n".join(lines) + "\n",
            to=[user.email],
            headers={"Auto-Submitted": "auto-generated"},
        )
