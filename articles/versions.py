"""What a move means for the story in its other languages: which text is behind, what needs a look, and what is in
step again. Called by the verbs, in their transactions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from .models import Article, Publication, Revision, RevisionNote
from .models.article import StaleBecause
from .models.revision_note import NoteKind
from .moves import Moving
from .workflow import Action, BlockKind, MoveIncomplete, PublishKind, Readers, StaleRevision

# The graver one is what the desk is told; an update says nothing new of a story that was taken back.
GRAVITY = {because: place for place, because in enumerate(StaleBecause)}
OF_TEXT = (StaleBecause.UPDATED, StaleBecause.CORRECTED)
BECAUSE = {
    Action.HOLD: StaleBecause.HELD,
    Action.RETRACT: StaleBecause.RETRACTED,
    Action.REMOVE: StaleBecause.REMOVED,
    Action.BLOCK: StaleBecause.BLOCKED,
}
ANSWERED_BY = {  # the alerts that somebody has acted upon by taking the counterpart back, too
    Readers.HELD: {StaleBecause.HELD, StaleBecause.BLOCKED},
    Readers.RETRACTED: {StaleBecause.HELD, StaleBecause.BLOCKED, StaleBecause.RETRACTED},
    Readers.REMOVED: set(StaleBecause) - set(OF_TEXT),
}
# What readers never had may be on its way to them: approved, or waiting for its minute.
CONCERNED = {Readers.NONE, Readers.LIVE}
FINAL = (StaleBecause.RETRACTED, StaleBecause.REMOVED)  # then a version that is held is of concern, too


def original_revision(article: Article) -> Revision | None:
    """What a translation is measured by: the text of its original that readers have or had last, else the newest."""
    if not article.translation_of_id:
        return None
    published = Publication.objects.filter(article=article.translation_of_id).select_related("revision").first()
    return published.revision if published else article.translation_of.head_revision


def fall_behind(move: Moving, revision: Revision, *, kind: str) -> None:
    """Readers get a text of the story that its translations do not follow yet; a typo is none of their business.

    A first publication leaves behind only what is known to be translated from another revision. They are read once
    more: one may have been begun while this move waited for its turn.
    """
    if kind == PublishKind.TYPO or move.article.translation_of_id:
        return
    translations = Article.objects.filter(translation_of=move.article.pk).defer("body").order_by("pk")
    translations = [row for row in translations if row.in_step_with_id != revision.pk]
    if kind == PublishKind.FIRST:
        translations = [row for row in translations if row.in_step_with_id]
    is_correction = kind in (PublishKind.CORRECTION, PublishKind.CLARIFICATION)
    _tell(translations, StaleBecause.CORRECTED if is_correction else StaleBecause.UPDATED)
    keys = [row.pk for row in translations]
    if keys:
        now = timezone.now()
        Publication.objects.filter(article__in=keys, stale_since=None).update(stale_since=now, changed_at=now)


def alert(move: Moving) -> None:
    """The story was taken from readers, or killed: whoever works on it in another language has to know. An alert
    on the story itself that this answers is over."""
    because = BECAUSE.get(move.row.action)
    if because and move.versions:
        statuses = _statuses(move.versions)
        concerned = CONCERNED | {Readers.HELD} if because in FINAL else CONCERNED
        _tell([row for row in move.versions if statuses.get(row.pk, Readers.NONE) in concerned], because)
    if move.article.stale_because in ANSWERED_BY.get(move.publication and Readers(move.publication.status), ()):
        _calm([move.article])


def alert_of_kill(move: Moving, *, kind: str) -> None:
    """A story that its source killed concerns its versions even where nothing of it was held."""
    if kind == BlockKind.WIRE_KILL:
        alert(move)


def ease(move: Moving) -> None:
    """The story is back before readers, or free again: an alert on its versions is over, unless another version of
    theirs is still taken back. A text that is behind stays so."""
    alerted = [row for row in move.versions if row.stale_because and row.stale_because not in OF_TEXT]
    if not alerted:
        return
    statuses = _statuses(move.versions)
    taken_back = {key for key, status in statuses.items() if status != Readers.LIVE}
    _calm([row for row in alerted if not taken_back - {row.pk}])


def keep_step(move: Moving, named: int | None) -> None:
    """Somebody who publishes a translation says that it follows a revision of its original. Its text is behind no
    more, unless readers of the original have a newer one by now; that the original was taken back stays to be told."""
    if named is None:
        return
    followed = _revision_of_original(move.article, named)
    current = original_revision(move.article)
    move.article.in_step_with = followed
    move.details["in_step_with"] = followed.number
    if not current or followed.number < current.number:
        return
    if move.publication:
        move.publication.stale_since = None
    if move.article.stale_because in OF_TEXT:
        move.article.stale_since, move.article.stale_because = None, ""


def mark_in_step(move: Moving, named: int | None) -> None:
    """Somebody has looked: the story needs no change for what became of its versions. `named` is the revision of
    the original that they have read, where it has one. Raises `StaleRevision` if there is a newer one."""
    article, current = move.article, original_revision(move.article)
    if current and named != current.number:
        raise StaleRevision(
            _("The original has revision %(newest)s by now. Read what changed, then decide again.")
            % {"newest": current.number}
        )
    _calm([article], text_too=True)
    article.in_step_with = current
    article.save(update_fields=["in_step_with"])
    RevisionNote.objects.create(article=article, kind=NoteKind.IN_STEP, revision=current, by=move.user)
    move.is_seen = move.readers is Readers.LIVE


def behind_since(article: Article, publication: Publication) -> datetime | None:
    """Since when the text that readers get is older than its original's; an alert says nothing about the text."""
    if article.stale_because in OF_TEXT:
        return article.stale_since
    return publication.stale_since if article.stale_since else None


def _revision_of_original(article: Article, number: int) -> Revision:
    found = Revision.objects.filter(article=article.translation_of_id, number=number).first()
    if not found:
        raise MoveIncomplete(_("The original has no revision %(number)s.") % {"number": number})
    return found


def _statuses(articles: Iterable[Article]) -> dict[int, str]:
    return dict(Publication.objects.filter(article__in=list(articles)).values_list("article_id", "status"))


def _tell(articles: Iterable[Article], because: StaleBecause) -> None:
    for row in articles:
        if not row.stale_because or GRAVITY[because] > GRAVITY[StaleBecause(row.stale_because)]:
            row.stale_since, row.stale_because = row.stale_since or timezone.now(), because
            Article.objects.filter(pk=row.pk).update(stale_since=row.stale_since, stale_because=because)


def _calm(articles: Iterable[Article], *, text_too: bool = False) -> None:
    """Ends alerts; where the text that readers have is behind, that is what is left to tell."""
    publications = Publication.objects.filter(article__in=[row.pk for row in articles])
    if text_too:
        publications.exclude(stale_since=None).update(stale_since=None, changed_at=timezone.now())
    behind = dict(publications.exclude(stale_since=None).values_list("article_id", "stale_since"))
    for row in articles:
        row.stale_since = behind.get(row.pk)
        row.stale_because = StaleBecause.UPDATED if row.stale_since else ""
        Article.objects.filter(pk=row.pk).update(stale_since=row.stale_since, stale_because=row.stale_because)
