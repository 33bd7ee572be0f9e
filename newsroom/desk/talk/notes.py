"""Writing notes on a story, and marking them as done."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app as jobs

from articles.models import Article, Membership
from articles.rights import Person, may_see
from articles.texts import is_visible, without_controls
from articles.workflow import MoveIncomplete, RightMissing

from ..inbox.outbox import SEND_MAIL
from ..inbox.telling import Event, tell
from ..models import Mail, Note
from ..models.note import LONGEST_NOTE
from ..people import Colleague, colleagues
from .mentions import calls_in

MOST_CALLED = 20


@dataclass(frozen=True)
class Called:
    """Whom a text calls: those who can be told, those who may not see the story, and names that nobody has."""

    told: list[Colleague]
    kept_out: list[Colleague]
    unknown: list[str]


def may_talk(person: Person, article: Article) -> bool:
    """Whoever may see a story and has a role at the desk."""
    return person.highest_rank > 0 and may_see(person, article.story)


def write(article: Article, *, by, text: str) -> tuple[Note, Called]:
    """Keeps a note as it was typed and tells whom it calls, and those whose story it is.

    Raises `RightMissing`, or `MoveIncomplete` for a text that is empty, too long, or calls too many.
    """
    text = _checked(text)
    with transaction.atomic():
        article = Article.objects.select_related("section").get(pk=article.pk)
        _check_right(article, by=by)
        called = whom(article, text)
        names = [row.user.username for row in called.told]
        note = Note.objects.create(article=article, author=by, text=text, called=names)
        _tell(note, called)
    return note, called


def finish(note: Note, *, by, is_done: bool = True) -> Note:
    """Marks a note as done, or as open again. Who did so first stays. Raises `RightMissing`."""
    with transaction.atomic():
        locked = Note.objects.select_for_update(of=("self",)).select_related("article__section").get(pk=note.pk)
        _check_right(locked.article, by=by)
        if is_done and not locked.done_at:
            locked.done_by, locked.done_at = by, timezone.now()
        elif not is_done:
            locked.done_by = locked.done_at = None
        locked.save(update_fields=["done_by", "done_at"])
    return locked


def whom(article: Article, text: str) -> Called:
    """Looks up whom a text calls, with their rights as they are now. Raises `MoveIncomplete` for too many."""
    calls = calls_in(text)
    if len(calls) > MOST_CALLED:
        raise MoveIncomplete(_("A note calls at most %(most)s people.") % {"most": MOST_CALLED})
    rows = colleagues(names={name for call in calls for name in call}) if calls else []
    meant = {call: _meant(call, rows) for call in calls}
    found = {row.user.pk: row for row in meant.values() if row}.values()
    story = article.story
    return Called(
        told=[row for row in found if may_see(row.person, story)],
        kept_out=[row for row in found if not may_see(row.person, story)],
        unknown=[call[-1] for call, row in meant.items() if not row],
    )


def _meant(call: tuple[str, ...], rows: Collection[Colleague]) -> Colleague | None:
    """Whoever has the longest of the names, in the same letters if somebody has, in whatever case otherwise."""
    for name in call:
        exact = [row for row in rows if row.user.username == name]
        folded = [row for row in rows if row.user.username.lower() == name.lower()]
        for row in exact + folded:
            return row
    return None


def _checked(text: str) -> str:
    text = without_controls(text).strip("\n").rstrip()
    if not is_visible(text):
        raise MoveIncomplete(_("Write something: the note is empty."))
    if len(text) > LONGEST_NOTE:
        raise MoveIncomplete(_("This note is too long: at most %(longest)s characters.") % {"longest": LONGEST_NOTE})
    return text


def _check_right(article: Article, *, by) -> None:
    if not may_talk(Membership.objects.person(by), article):
        raise RightMissing(_("Notes are written by those who have a role at the desk and may see the story."))


def _tell(note: Note, called: Called) -> None:
    event = Event(
        key=f"note:{note.pk}",
        article=note.article,
        happened="mention",
        at=note.written_at,
        by=note.author,
        words=note.text,
        note=note,
    )
    named = {row.user.pk for row in called.told}
    tell(event, named)
    tell(replace(event, happened="note"), {note.article.created_by_id, note.article.assignee_id} - named)
    if Mail.objects.waiting().filter(item__event=event.key).exists():
        jobs.configure_task(SEND_MAIL).defer()
