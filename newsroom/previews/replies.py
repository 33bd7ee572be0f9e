"""What the reader of a link leaves: an approval or a comment under a typed name. It moves nothing."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app as jobs

from articles.texts import clean_line, clean_text

from . import links
from .models import LONGEST_NAME, LONGEST_TEXT, PreviewLink, PreviewReply, ReplyKind

AFTER_PREVIEW_REPLY = "newsroom.desk.jobs.after_preview_reply"
MOST_AN_HOUR, MOST_IN_ALL = 10, 50
THE_SAME_AGAIN = timedelta(minutes=10)


class ReplyRefused(ValueError):
    """Something is missing, too long, or too much; the text is for the person who wrote."""

    status = 400


class TooManyReplies(ReplyRefused):
    status = 429


class LinkClosed(ReplyRefused):
    """The link does not open any more."""

    status = 404


def leave(link: PreviewLink, *, token: str, kind: str, name: str, text: str) -> PreviewReply:
    """Keeps a reply and lets the desk be told. The same words sent twice (a button pressed twice) are kept once.

    Limits count what a link has: whoever holds it is known by nothing else. Raises `ReplyRefused`.
    """
    name, text = _checked(kind, clean_line(name), clean_text(text))
    with transaction.atomic():
        PreviewLink.objects.select_for_update().get(pk=link.pk)
        if not links.find(token):
            raise LinkClosed
        if sent := _sent_before(link, kind=kind, name=name, text=text):
            return sent
        _check_number(link)
        reply = PreviewReply.objects.create(link=link, kind=kind, name=name, text=text)
        jobs.configure_task(AFTER_PREVIEW_REPLY).defer(reply_id=reply.pk)
    return reply


def _checked(kind: str, name: str, text: str) -> tuple[str, str]:
    if kind not in ReplyKind.values:
        raise ReplyRefused(_("Choose whether you approve the text or comment on it."))
    if not name:
        raise ReplyRefused(_("Write your name, so that the desk knows who you are."))
    if len(name) > LONGEST_NAME:
        raise ReplyRefused(_("Your name is longer than %(most)s characters.") % {"most": LONGEST_NAME})
    if len(text) > LONGEST_TEXT:
        raise ReplyRefused(
            _("Your comment has %(length)s characters; at most %(most)s are possible.")
            % {"length": len(text), "most": LONGEST_TEXT}
        )
    if kind == ReplyKind.COMMENT and not text:
        raise ReplyRefused(_("Write what you want to say."))
    return name, text


def _sent_before(link: PreviewLink, **said) -> PreviewReply | None:
    return link.replies.filter(left_at__gt=timezone.now() - THE_SAME_AGAIN, **said).first()


def _check_number(link: PreviewLink) -> None:
    lately = link.replies.filter(left_at__gt=timezone.now() - timedelta(hours=1)).count()
    if lately >= MOST_AN_HOUR:
        raise TooManyReplies(_("This link has had many answers in a short time. Try again in an hour."))
    if link.replies.count() >= MOST_IN_ALL:
        raise TooManyReplies(_("This link has had all the answers that it can take. Ask the desk for another one."))
