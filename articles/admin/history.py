"""The story's past on the desk: its moves, its revisions, one revision as it was, and going back to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db import transaction
from django.http import Http404
from django.utils import translation
from django.utils.html import format_html_join
from django.utils.translation import gettext as _

from .. import bodies, editing, moments, snapshots
from ..languages import is_right_to_left
from ..models import Article, Publication, Revision, RevisionNote, TimedChange, Transition
from ..models.revision_note import NoteKind
from ..moves import check_revision
from ..still_there import gone_from
from ..workflow import Action, DeskState, Readers
from .asked import revision_named
from .differences import shown
from .keys import revision_number_of

A_PAGE = 50


@dataclass(frozen=True)
class MoveLine:
    number: int
    who: str
    at: str
    action: str
    desk: str
    readers: str
    reason: str
    revision: int | None


@dataclass(frozen=True)
class RevisionLine:
    revision: Revision
    who: str
    at: str
    changed: str


@dataclass(frozen=True)
class OtherLine:
    """What somebody did that was no move and changed no text. `revision` is the number of one of this story, or 0."""

    at: datetime
    who: str
    what: str
    text: str = ""
    revision: int = 0

    @property
    def local(self) -> str:
        return local(self.at)


def pages(article: Article, *, wanted) -> dict:
    """A page of moves and one of revisions, newest first; `wanted` holds their numbers as `moves` and `revisions`,
    and `named` where only revisions with a name are."""
    moves = Paginator(article.transitions.select_related("actor", "trusted_by"), A_PAGE)
    saved = article.revisions.select_related("author").defer("content")
    is_named = bool(wanted.get("named"))
    revisions = Paginator(saved.exclude(name="") if is_named else saved, A_PAGE)
    move_page = moves.get_page(wanted.get("moves"))
    revision_page = revisions.get_page(wanted.get("revisions"))
    return {
        "move_page": move_page,
        "move_lines": _move_lines(article, move_page),
        "revision_page": revision_page,
        "revision_lines": _revision_lines(article, revision_page),
        "newest": article.revision_number,
        "is_named": is_named,
        "published_number": published_number(article),
    }


def published_number(article: Article) -> int:
    """The number of the revision that readers have, or had last; 0 for none."""
    return Publication.objects.filter(article=article).values_list("revision__number", flat=True).first() or 0


def other_lines(article: Article) -> list[OtherLine]:
    """The newest of what was said of revisions, and of what waited for its minute, as one list."""
    notes = article.revision_notes.select_related("by", "revision")[:A_PAGE]
    changes = article.timed_changes.select_related("scheduled_by", "revision").order_by("-pk")[:A_PAGE]
    return [_note_line(note) for note in notes] + [_change_line(change) for change in changes]


def _note_line(note: RevisionNote) -> OtherLine:
    is_own = note.revision is not None and note.revision.article_id == note.article_id
    what = note.get_kind_display()
    if note.revision and not is_own:
        what = _("%(what)s with revision %(number)s of the original") % {"what": what, "number": note.revision.number}
    text = note.text or (_("(name taken away)") if note.kind == NoteKind.NAMED else "")
    return OtherLine(note.at, str(note.by), what, text, note.revision.number if is_own else 0)


def _change_line(change: TimedChange) -> OtherLine:
    words = {
        "move": Action(change.action).label,
        "time": change.local_time.replace("T", " "),
        "zone": change.zone,
        "status": change.get_status_display(),
    }
    what = _("%(move)s for %(time)s %(zone)s: %(status)s") % words
    who = _who(change.scheduled_by, change.source)
    return OtherLine(change.created_at, who, what, change.error, change.revision.number)


def local(at) -> str:
    """A moment in the newsroom's zone, with its label."""
    language = translation.get_language() or "en"
    zone = settings.NEWSROOM_ZONE
    label = moments.zone_label(zone, language, labels=settings.NEWSROOM_ZONE_LABELS)
    return moments.printed(at, zone=zone, language=language, label=label)


def _move_lines(article: Article, page: Page) -> list[MoveLine]:
    digests = {row.revision_digest for row in page} - {""}
    saved = list(article.revisions.filter(digest__in=digests).values_list("digest", "number", "saved_at"))
    return [_move_line(row, _number_then(row, saved)) for row in page]


def _number_then(row: Transition, saved: list[tuple[str, int, datetime]]) -> int | None:
    """The revision that a move was of. A text that was restored has several: the newest of those that were there."""
    same = {number: at for digest, number, at in saved if digest == row.revision_digest}
    return max((number for number, at in same.items() if at <= row.at), default=min(same, default=None))


def _move_line(row, revision: int | None) -> MoveLine:
    return MoveLine(
        number=row.number,
        who=_who(row.actor, row.source, row.trusted_by),
        at=local(row.at),
        action=row.get_action_display(),
        desk=_from_to(DeskState, row.desk_from, row.desk_to),
        readers=_from_to(Readers, row.readers_from, row.readers_to),
        reason=row.reason,
        revision=revision,
    )


def _from_to(states, before: str, after: str) -> str:
    if before in ("", after):
        return str(states(after).label)
    return _("%(before)s to %(after)s") % {"before": states(before).label, "after": states(after).label}


def _who(person, source: str, trusted_by=None) -> str:
    if person:
        return str(person)
    if trusted_by:
        return _("%(source)s, trusted by %(name)s") % {"source": source, "name": trusted_by}
    return source or _("somebody")


def _revision_lines(article: Article, page: Page) -> list[RevisionLine]:
    """The contents are read once: of the page's revisions and the one before them."""
    listed = list(page)
    if not listed:
        return []
    numbers = {number for row in listed for number in (row.number - 1, row.number)}
    contents = dict(article.revisions.filter(number__in=numbers).values_list("number", "content"))
    return [_revision_line(row, contents) for row in listed]


def _revision_line(row: Revision, contents: dict) -> RevisionLine:
    before = contents.get(row.number - 1)
    names = snapshots.changed(before, contents[row.number]) if before else [_("everything: it is the first")]
    return RevisionLine(revision=row, who=who_saved(row), at=local(row.saved_at), changed=_(", ").join(names))


def who_saved(revision: Revision) -> str:
    return _who(revision.author, revision.source)


def revision_of(article: Article, number: str) -> Revision:
    """Raises `Http404` unless the story has a revision of this number."""
    found = article.revisions.select_related("author").filter(number=revision_number_of(number))
    for revision in found:
        return revision
    raise Http404


def saved_line(revision: Revision | None) -> str:
    """Which revision is the newest, whose it is and when it was saved."""
    if not revision:
        return ""
    words = {"number": revision.number, "who": who_saved(revision), "at": local(revision.saved_at)}
    return _("Revision %(number)s, saved by %(who)s, %(at)s") % words


def fields_of(revision: Revision) -> list[dict]:
    """Label, text and direction of every field that a revision holds and that is not empty."""
    content = revision.content
    direction = "rtl" if is_right_to_left(content["language"]) else "ltr"
    fields = [(name, shown(name, content[name])) for name in (*snapshots.FIELDS, *snapshots.LISTS) if name in content]
    return [
        {"label": snapshots.label_of(name), "text": text, "dir": direction, "lang": content["language"]}
        for name, text in fields
        if text
    ]


def text_of(body: str):
    """A body's words as escaped paragraphs."""
    paragraphs = bodies.plain_text(body).split("\n\n")
    return format_html_join("", '<p dir="auto">{}</p>', ((paragraph,) for paragraph in paragraphs))


def restore(revision: Revision, article: Article, *, by, read: str) -> list[str]:
    """Restores a revision; `read` names the newest one that the person knew of, if the form said. Returns the fields
    that named something that is no longer there."""
    with transaction.atomic():
        if read:
            locked = Article.objects.locked().select_related("section", "head_revision").get(pk=article.pk)
            check_revision(locked, revision_named(read))
        editing.restore(article, by=by, revision=revision)
    return gone_from(revision.content)
