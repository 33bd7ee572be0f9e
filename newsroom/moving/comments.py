"""What readers wrote below stories at their source becomes letters here, each once."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from articles.models import Publication
from articles.texts import clean_line, clean_text
from newsroom.responses.bringing_in import Written, bring_in
from newsroom.responses.models import LetterStatus
from newsroom.responses.models.letter import LONGEST_NAME
from newsroom.wire.foreign_html import cut
from newsroom.wire.stories import WireComment, WireStory

from .models import TakenComment

LONGEST_MAIL = 254


def take(story: WireStory, article_id: int, *, by) -> str:
    """Brings the comments of a story in and says what became of them; "" where none is new.

    Letters are about what readers have: those on a story that is not published wait for a later run.
    """
    comments = {_key(comment): comment for comment in story.comments if clean_text(comment.text)}
    known = TakenComment.objects.filter(article=article_id, external_id__in=list(comments))
    taken = set(known.values_list("external_id", flat=True)) if comments else set()
    new = {key: comment for key, comment in comments.items() if key not in taken}
    if not new:
        return ""
    publication = Publication.objects.select_related("section__parent").filter(article_id=article_id).first()
    if not publication:
        return _("Comments that come with a run after the story is published: %(count)s.") % {"count": len(new)}
    written = [_written(each, story, key=key) for key, each in new.items()]
    letters = bring_in(publication, written, by=by, there=_there(article_id, new.values()))
    TakenComment.objects.bulk_create(
        TakenComment(article_id=article_id, external_id=key, letter=letter)
        for key, letter in zip(new, letters, strict=True)
    )
    shown = sum(letter.status == LetterStatus.APPROVED for letter in letters)
    return _("Comments: %(shown)s shown, %(waiting)s waiting.") % {"shown": shown, "waiting": len(new) - shown}


def _there(article_id: int, comments: Iterable[WireComment]) -> dict[str, int]:
    """Letters that earlier runs made of what comments answer, by their keys."""
    wanted = {key for comment in comments if (key := _named(comment.in_reply_to))}
    if not wanted:
        return {}
    rows = TakenComment.objects.filter(article=article_id, external_id__in=wanted).exclude(letter=None)
    return dict(rows.values_list("external_id", "letter_id"))


def _key(comment: WireComment) -> str:
    """Its number at its source, or what it says where it has none or a strange one."""
    if named := _named(comment.external_id):
        return named
    said = "\n".join((comment.external_id, comment.name, comment.text, str(comment.written_at)))
    return sha256(said.encode(errors="replace")).hexdigest()


def _named(number: str) -> str:
    named = clean_line(number)
    return named if len(named) < 64 else ""


def _written(comment: WireComment, story: WireStory, *, key: str) -> Written:
    at = comment.written_at or story.published_at
    return Written(
        name=cut(clean_line(comment.name), most=LONGEST_NAME) or _nameless(story.language),
        email=_mail(comment.email),
        text=clean_text(comment.text),
        at=at or timezone.now(),
        is_approved=comment.is_approved,
        key=key,
        in_reply_to=_named(comment.in_reply_to),
    )


def _nameless(language: str) -> str:
    code = language.partition("-")[0]
    with translation.override(code if code in settings.NEWSROOM_LANGUAGES else settings.NEWSROOM_LANGUAGES[0]):
        return _("A reader")


def _mail(address: str) -> str:
    """For the desk alone; what is no address is left out."""
    address = clean_line(address).lower()
    try:
        validate_email(address)
    except ValidationError:
        return ""
    return address if len(address) <= LONGEST_MAIL else ""
