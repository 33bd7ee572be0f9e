"""The text of a mail: plain, in the recipient's language."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from articles.texts import clean_line

from ..models import InboxItem, Kind
from . import subjects
from .sentences import HAPPENINGS, sentence

LONGEST_SUBJECT = 200


def letter(item: InboxItem, *, language: str = "") -> EmailMessage:
    """The mail of an item, unsent. Whoever sends it has checked that the recipient may see what it is about."""
    known = dict(settings.LANGUAGES)
    with translation.override(language if language in known else settings.LANGUAGE_CODE):
        return EmailMessage(
            subject=subject(item),
            body=_text(item),
            to=[item.recipient.email],
            headers={"Message-ID": _message_id(item), "Auto-Submitted": "auto-generated"},
        )


def subject(item: InboxItem) -> str:
    """One line, whatever is in the headline."""
    return clean_line(f"{HAPPENINGS[item.happened].subject}: {subjects.name_of(item)}")[:LONGEST_SUBJECT]


def _text(item: InboxItem) -> str:
    choices = _("Which mails you get is yours to choose: %(address)s")
    parts = (
        sentence(item.happened, who=who_did(item)),
        clean_line(subjects.name_of(item)),
        item.words,
        *(settings.SITE_URL + address for address in (picture_address_of(item), address_of(item)) if address),
        choices % {"address": settings.SITE_URL + reverse("admin:inbox_choices")},
    )
    return "\n\n".join(filter(None, parts)) + "\n"


def who_did(item: InboxItem) -> str:
    return clean_line(str(item.actor)) if item.actor else item.actor_name


def address_of(item: InboxItem) -> str:
    """The path of what an item is about."""
    if item.note_id:
        notes = reverse("admin:articles_article_notes", args=[item.article_id])
        return f"{notes}?from={item.note_id}#note-{item.note_id}"
    if item.event.startswith("proposal:"):
        return reverse("admin:articles_article_proposed", args=[item.article_id])
    if item.kind == Kind.REPLY:
        return reverse("admin:articles_article_preview_links", args=[item.article_id])
    return subjects.address_of(item)


def picture_address_of(item: InboxItem) -> str:
    """The path of the picture whose licence has ended, which the item's event names; "" of everything else."""
    if item.kind != Kind.LICENCE:
        return ""
    return reverse("admin:articles_image_change", args=[int(item.event.split(":")[1])])


def _message_id(item: InboxItem) -> str:
    """The same each time, so that a mail that was sent twice is shown once."""
    return f"<{item.event.replace(':', '-')}.{item.pk}@{urlsplit(settings.SITE_URL).hostname}>"
