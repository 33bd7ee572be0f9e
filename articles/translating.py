"""A story in another language: begin a translation, and say that one keeps step with its original."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from . import desk, rights, versions
from .languages import language_name
from .models import Article, Block, Membership, Publication, Revision
from .models.article import StaleBecause
from .moves import lock, making
from .workflow import Action, Blocked, DeskState, MoveIncomplete, MoveNotAllowed, Readers, RightMissing

COPIED = ("section_id", "lead_image_id", "source", "credit_line", "dateline_place")
NOT_FROM = (DeskState.INCOMING, DeskState.SPIKED)
TAKEN_BACK = (Readers.RETRACTED, Readers.REMOVED)


class AlreadyTranslated(MoveNotAllowed):
    """The story has a version in that language: `article`."""

    def __init__(self, article: Article):
        self.article = article
        words = {"language": language_name(article.language)}
        super().__init__(_("This story is there in %(language)s already.") % words)


def translate(article: Article, *, by, language: str) -> Article:
    """Begins a translation of a story, or of what it is a translation of: a draft of the person's own, with the
    original's section, lead picture, topics, bylines and origin and no text, so that the checklist keeps it back.

    The person sees the original and works in its section. An embargo and a hold go with the story. Raises
    `AlreadyTranslated` with what is there, also for the second of two people at once.
    """
    if language not in settings.NEWSROOM_LANGUAGES:
        known = ", ".join(settings.NEWSROOM_LANGUAGES)
        raise MoveIncomplete(_("Say into which language: this newsroom has %(known)s.") % {"known": known})
    with transaction.atomic():
        lock(article.pk)
        group = {row.pk: row for row in _versions(article)}  # read anew: one may have come while this one waited
        locked = group[article.pk]
        original = group.get(locked.translation_of_id, locked)
        _check_may_see(by, original)
        if there := next((row for row in group.values() if row.language == language), None):
            raise AlreadyTranslated(there)
        _check_translatable(original)
        revision = source_revision(original)
        return _begin(original, revision, by=by, language=language)


def source_revision(original: Article) -> Revision:
    """The text that a translator works from: what readers have, else the newest."""
    publication = Publication.objects.live().filter(article=original.pk).select_related("revision").first()
    return publication.revision if publication else original.head_revision


def mark_in_step(article: Article, *, by, revision: int | None = None) -> None:
    """Says that a story needs no change for what became of it in another language; its readers are told of no newer
    version any more. `revision` is the number of the original's text that the person has read."""
    with making(article, Action.EDIT, by=by) as move:
        versions.mark_in_step(move, revision)


def _versions(article: Article) -> list[Article]:
    return list(Article.objects.versions_of(article.pk).select_related("section__parent", "head_revision"))


def _check_may_see(by, original: Article) -> None:
    if not rights.may_see(Membership.objects.person(by), original.story):
        raise RightMissing(_("You may not see the original of this story, so you cannot translate it."))


def _check_translatable(original: Article) -> None:
    if original.desk_state in NOT_FROM or not original.head_revision_id:
        state = DeskState(original.desk_state).label
        raise MoveNotAllowed(_("A story that is “%(state)s” is not translated: bring it on first.") % {"state": state})
    if Publication.objects.filter(article=original, status__in=TAKEN_BACK).exists():
        raise MoveNotAllowed(_("The original was taken back from readers for good: it is not translated."))
    if block := Block.objects.open().filter(article=original).first():
        raise Blocked(_("It is blocked (%(kind)s): %(text)s") % {"kind": block.get_kind_display(), "text": block.text})


def _begin(original: Article, revision: Revision, *, by, language: str) -> Article:
    content: Mapping = revision.content
    begun = Article(language=language, translation_of=original, in_step_with=revision)
    for name in COPIED:
        setattr(begun, name, content[name])
    begun.embargo, begun.embargo_until = original.embargo, original.embargo_until
    if Publication.objects.filter(article=original, status=Readers.HELD).exists():
        begun.stale_since, begun.stale_because = timezone.now(), StaleBecause.HELD
    words = {"number": original.pk, "revision": revision.number}
    note = _("Translation of no. %(number)s, revision %(revision)s") % words
    return desk.create(begun, by=by, note=note, bylines=content["bylines"], topics=content["topics"])
