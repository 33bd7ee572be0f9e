"""Answering a reader by mail: kept at once, sent by the worker, tried again until the mail server takes it."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app as jobs

from articles.languages import in_language
from articles.models import Membership
from articles.texts import clean_line, clean_text
from articles.workflow import MoveIncomplete, RightMissing
from newsroom import outboxes

from .models import Decision, DecisionAction, Letter, Reply, ReplyStatus
from .models.reply import LONGEST_REPLY
from .moderating import LetterGone
from .rights import may_decide

SEND_REPLIES = "newsroom.responses.jobs.send_replies"
LONGEST_SUBJECT = 200


@transaction.atomic
def reply(letter: Letter, *, text: str, by) -> Reply:
    """Keeps an answer to a letter and lets it be sent. Raises `RightMissing`, `MoveIncomplete`, `LetterGone`."""
    letter = Letter.objects.select_related("publication__section").filter(pk=letter.pk).first()
    if not letter:
        raise LetterGone(_("There is no such letter, or it is not yours to see."))
    if not may_decide(Membership.objects.person(by), letter.publication.section.family_ids()):
        raise RightMissing(_("Letters are answered by a moderator or a chief of the section."))
    if not letter.email:
        raise MoveIncomplete(_("This reader gave no e-mail address: nobody can answer."))
    text = clean_text(text)
    if not text:
        raise MoveIncomplete(_("Write what you want to say."))
    if len(text) > LONGEST_REPLY:
        raise MoveIncomplete(_("Your answer is longer than %(most)s characters.") % {"most": LONGEST_REPLY})
    kept = Reply.objects.create(letter=letter, text=text, by=by)
    Decision.objects.create(
        action=DecisionAction.REPLY,
        letter_number=letter.pk,
        publication_id=letter.publication_id,
        by=by,
        details={"reply": kept.pk},
    )
    jobs.configure_task(SEND_REPLIES).defer()
    return kept


def send_waiting() -> int:
    """Sends the answers that wait and returns how many: see `outboxes.send_each`."""
    return outboxes.send_each(Reply.objects.waiting(), _send, refused=ReplyStatus.REFUSED)


@transaction.atomic
def _send(key: int, connection: BaseEmailBackend) -> bool:
    """Sends one answer unless another worker has it in hand or has sent it, or it was erased."""
    replies = Reply.objects.waiting().filter(pk=key).select_related("letter__publication")
    found = replies.select_for_update(of=("self",), skip_locked=True).first()
    if not found:
        return False
    connection.send_messages([mail_of(found)])
    found.status, found.sent_at, found.error = ReplyStatus.SENT, timezone.now(), ""
    found.save()
    return True


def mail_of(reply: Reply) -> EmailMessage:
    """In the story's language, with the reader's letter below the answer."""
    letter = reply.letter
    story, language = letter.publication, letter.publication.language
    with translation.override(language):
        about = _("Your letter to %(newsroom)s") % {"newsroom": in_language(settings.NEWSROOM_NAME, language)}
        subject = f"{about}: {story.headline}" if story.headline else about
        wrote = _("You wrote:")
    quoted = "\n".join(f"> {line}" for line in letter.text.split("\n"))
    return EmailMessage(
        subject=clean_line(subject)[:LONGEST_SUBJECT],
        body=f"{reply.text}\n\n{settings.SITE_URL}{story.path}\n\n{wrote}\n\n{quoted}\n",
        to=[letter.email],
        headers={"Message-ID": f"<letter-{letter.pk}-reply-{reply.pk}@{urlsplit(settings.SITE_URL).hostname}>"},
    )
