"""Changing a working copy: save, restore, discard. Each change is a revision; an approval never survives one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from . import indexing, rights, snapshots, suspension
from .models import Article, Membership, Revision, Section
from .models.article import Embargo
from .moves import Moving, check_revision, check_right, making
from .rights import Source
from .still_there import gone_from, without_what_is_gone
from .texts import clean_line
from .workflow import MOVES, Action, DeskState, MoveIncomplete, MoveNotAllowed, RightMissing

UNVERSIONED = ("due_at", "priority", "published_at_source")


def save(article: Article, *, by, revision: Revision | int | str | None, note: str = "", **changes) -> Revision | None:
    """Saves changed fields, bylines, topics and related stories as a new revision; None if nothing changed.

    `revision` is the one that the person started from: `StaleRevision` if somebody saved since. `changes` may
    name any field of `snapshots.FIELDS` (foreign keys as `section` or `section_id`), any of `snapshots.LISTS`,
    and the fields of `UNVERSIONED`, which are not part of a revision.
    """
    with making(article, Action.EDIT, by=by) as move:
        check_revision(move.article, revision)
        before = move.article.section
        _set_fields(move.article, changes)
        if move.article.section != before:
            check_destination(by, move.article)
        snapshots.clean(move.article)
        snapshots.set_lists(move.article, {name: changes[name] for name in snapshots.LISTS if name in changes})
        return _keep(move, note=note)


def restore(article: Article, *, by, revision: Revision, note: str = "") -> Revision | None:
    """Makes an older revision the working copy again, as a new revision. Embargo and readers stay as they are.

    What it names and what is gone since (a picture, an author) is left out, and its note says so.
    """
    if revision.article_id != article.pk:
        raise MoveIncomplete(_("That revision belongs to another story."))
    with making(article, Action.EDIT, by=by) as move:
        move.details = {"restored": revision.number}
        section_id = move.article.section_id
        kept = without_what_is_gone(revision.content)
        snapshots.put_back(move.article, kept)
        if move.article.section_id != section_id:
            check_destination(by, move.article)
        return _keep(move, note=note or _restored(revision, snapshots.changed(revision.content, kept)))


def discard_changes(article: Article, *, by, reason: str = "") -> Revision | None:
    """Goes back to what readers have: the published revision again, as a new one."""
    with making(article, Action.DISCARD_CHANGES, by=by, reason=reason) as move:
        published = move.publication.revision
        if gone := gone_from(published.content):
            raise MoveIncomplete(
                _("What readers have names something that is no longer there (%(what)s): mend the text instead.")
                % {"what": _(", ").join(gone)}
            )
        move.details = {"cancelled": suspension.cancel_newer(move.article, revision=published.number)}
        snapshots.put_back(move.article, published.content)
        note = _("Changes discarded, back to revision %(number)s") % {"number": published.number}
        revision = snapshots.take(move.article, author=move.user, note=note)
        move.article.approved_revision = move.article.submitted_by = None
        move.record(revision=revision)
        return revision


def refile(article: Article, *, by: Source, lists: Mapping, embargoed_until: datetime | None = None, **changes) -> None:
    """Lets a source replace its own incoming story; an embargo ends with the version that it was set on, and the new
    one says until when it was embargoed itself. Raises `MoveNotAllowed` once anybody has touched it."""
    with transaction.atomic():
        locked = Article.objects.locked().get(pk=article.pk)
        check_right(MOVES[Action.CREATE], by=by, article=locked)
        if locked.desk_state != DeskState.INCOMING or locked.history_length:
            raise MoveNotAllowed(_("The desk has this story in hand: what came in does not replace it."))
        _set_fields(locked, changes)
        locked.embargo = Embargo.UNTIL if embargoed_until else Embargo.NONE
        locked.embargo_until = embargoed_until
        snapshots.clean(locked)
        locked.save()
        snapshots.set_lists(locked, lists)
        indexing.index(locked)
    article.refresh_from_db()


def check_destination(by, article: Article) -> None:
    """Raises `RightMissing` unless the person works in the section that the story would be in."""
    person, create = Membership.objects.person(by), MOVES[Action.CREATE]
    if not rights.may(person, create, article.story):
        section: Section | None = article.section
        words = {"person": by, "section": section}
        raise RightMissing(_("“%(person)s” does not work for the section “%(section)s”.") % words)


def _restored(revision: Revision, gone: list[str]) -> str:
    if not gone:
        return _("Restored from revision %(number)s") % {"number": revision.number}
    words = {"number": revision.number, "what": _(", ").join(gone)}
    return _("Restored from revision %(number)s, without what is no longer there: %(what)s") % words


def _set_fields(article: Article, changes: Mapping) -> None:
    known = {*snapshots.FIELDS, *(name.removesuffix("_id") for name in snapshots.FIELDS), *UNVERSIONED}
    for name, value in changes.items():
        if name in snapshots.LISTS:
            continue
        if name not in known:
            raise TypeError(f"{name!r} is no field of a story that people edit")
        setattr(article, name, value)


def _keep(move: Moving, *, note: str) -> Revision | None:
    """Writes the fields together with the state that they lead to: the database refuses an approved story
    without a headline, and an edited one is approved no more."""
    revision = snapshots.take(move.article, author=move.user, source=move.source, note=clean_line(note)[:300])
    if revision:
        move.article.approved_revision = None
        move.record(revision=revision)
    else:
        move.article.save()
    return revision
