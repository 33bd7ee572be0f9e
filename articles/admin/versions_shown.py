"""A story's other languages on its page: where each stands, what became of them, and the original's text to
translate from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .. import snapshots
from ..available import BY_NOBODY
from ..languages import is_right_to_left, language_name
from ..marks import spans_shown
from ..models import Article, Revision
from ..models.article import StaleBecause
from ..phrases import moment, phrase
from ..rights import Person, Right, has_right, may_see
from ..translating import NOT_FROM
from ..versions import OF_TEXT
from ..word_marks import marked_text
from ..workflow import MOVES, Action, Readers
from .compare import Part, source_parts
from .comparison import compare_address
from .together import like_move
from .widgets import named_for

TEXTS = ("kicker", "headline", "standfirst")
UNREAD = ("body", "publication__body_html", "publication__lead_caption")


@dataclass(frozen=True)
class Version:
    """The story in one language. `address` is "" for the story of the page itself, and for one that the person may
    not see, of which nothing else is told."""

    language: str
    name: str
    title: str
    address: str
    state: str
    is_original: bool
    is_here: bool
    is_stale: bool


@dataclass(frozen=True)
class SourceText:
    """The original as a translator reads it, with what changed since the translation was last in step."""

    title: str
    address: str
    label: str
    language: str
    direction: str
    texts: list[tuple[str, str, SafeString]]  # name, label, words
    parts: list[Part]
    followed: int  # the revision that the translation follows, where that is another; else 0


@dataclass(frozen=True)
class Alert:
    """What became of the story in another language since somebody last looked. `revision` is the one of the original
    that the story would be in step with; `answer` is the move that does the same here, as label and address.

    Whoever may not see the original cannot say that the story follows it.
    """

    sentence: str
    is_of_text: bool
    may_be_ended: bool
    tells_readers: bool
    revision: int
    compare: str
    answer: tuple[str, str] | None


def versions_context(article: Article, *, person: Person, actions: set[Action]) -> dict:
    """What the page shows, read in one query. `actions` are the moves that the person can make on the story now."""
    rows = Article.objects.versions_of(article.pk).defer(*UNREAD)
    rows = list(
        rows.select_related("section__parent", "head_revision__author", "publication__revision__author", "in_step_with")
    )
    here = next(row for row in rows if row.pk == article.pk)
    original = next((row for row in rows if row.pk == here.translation_of_id), here)
    sees_original = may_see(person, original.story)
    return {
        "versions": [_version(row, here=here, original=original, person=person) for row in rows],
        "untranslated": _untranslated(rows, original, person=person) if sees_original else [],
        "version_alert": _alert(
            here, original=original if sees_original else None, actions=actions, may_edit=_may_edit(person, here)
        ),
        "source_text": _source_text(here, original) if original is not here and sees_original else None,
    }


def _version(row: Article, *, here: Article, original: Article, person: Person) -> Version:
    sees, is_here = may_see(person, row.story), row.pk == here.pk
    readers = readers_of(row)
    return Version(
        language=row.language,
        name=language_name(row.language),
        title=named_for(person, row),
        address=reverse("admin:articles_article_change", args=[row.pk]) if sees and not is_here else "",
        state=phrase(row.desk_state, readers) if sees else "",
        is_original=row.pk == original.pk,
        is_here=is_here,
        is_stale=sees and bool(row.stale_since),
    )


def _may_edit(person: Person, here: Article) -> bool:
    edit = MOVES[Action.EDIT]
    return here.desk_state in edit.desk and has_right(person, edit.right, here.story)


def readers_of(row: Article) -> str:
    publication = getattr(row, "publication", None)
    return publication.status if publication else Readers.NONE


def _untranslated(rows: list[Article], original: Article, *, person: Person) -> list[tuple[str, str]]:
    """The languages, as code and name, that the person could translate the story into."""
    is_fit = original.desk_state not in NOT_FROM and readers_of(original) not in (Readers.RETRACTED, Readers.REMOVED)
    if not is_fit or not has_right(person, Right.REPORTER, original.story):
        return []
    there = {row.language for row in rows}
    return [(code, language_name(code)) for code in settings.NEWSROOM_LANGUAGES if code not in there]


def _current(original: Article) -> Revision | None:
    publication = getattr(original, "publication", None)
    return publication.revision if publication else original.head_revision


def _alert(here: Article, *, original: Article | None, actions: set[Action], may_edit: bool) -> Alert | None:
    if not here.stale_since:
        return None
    is_of_text, is_translation = here.stale_because in OF_TEXT, here.translation_of_id is not None
    current = _current(original) if original and is_translation else None
    followed = here.in_step_with if is_translation else None
    compare = ""
    if current and followed and followed.article_id == original.pk and followed.pk != current.pk:
        compare = compare_address(original, before=str(followed.number), after=str(current.number))
    return Alert(
        sentence=_sentence(here),
        is_of_text=is_of_text,
        may_be_ended=may_edit and (current is not None or not is_translation),
        tells_readers=is_of_text and readers_of(here) == Readers.LIVE and readers_of(original or here) == Readers.LIVE,
        revision=current.number if current else 0,
        compare=compare,
        answer=_answer(here, actions),
    )


def _sentence(here: Article) -> str:
    said = {
        StaleBecause.UPDATED: _("The original was updated, %(moment)s. This translation does not follow it yet."),
        StaleBecause.CORRECTED: _("The original was corrected, %(moment)s. This translation does not follow it yet."),
        StaleBecause.HELD: _("The story in the other language is held from readers, %(moment)s."),
        StaleBecause.RETRACTED: _("The story in the other language was retracted, %(moment)s."),
        StaleBecause.REMOVED: _("The story in the other language was removed, %(moment)s."),
        StaleBecause.BLOCKED: _("The story in the other language was blocked, %(moment)s."),
    }[StaleBecause(here.stale_because)]
    return said % {"moment": moment(here.stale_since)}


def _answer(here: Article, actions: set[Action]) -> tuple[str, str] | None:
    move = like_move(here.stale_because)
    if move not in actions or move in BY_NOBODY:
        return None
    reason = _("As in the other language: %(what)s") % {"what": here.get_stale_because_display()}
    address = reverse("admin:articles_article_move", args=[here.pk, move.value])
    return str(move.label), f"{address}?{urlencode({'reason': reason})}"


def _source_text(here: Article, original: Article) -> SourceText | None:
    publication = getattr(original, "publication", None)
    is_live = publication is not None and publication.status == Readers.LIVE
    revision = publication.revision if is_live else original.head_revision
    if not revision:
        return None
    followed = here.in_step_with if here.in_step_with and here.in_step_with.article_id == original.pk else revision
    before, after = followed.content, revision.content
    label = _("What readers have, revision %(number)s") if is_live else _("Newest revision, %(number)s")
    return SourceText(
        title=str(original),
        address=reverse("admin:articles_article_change", args=[original.pk]),
        label=label % {"number": revision.number},
        language=after["language"],
        direction="rtl" if is_right_to_left(after["language"]) else "ltr",
        texts=[_text(name, before, after) for name in TEXTS if after[name] or before[name]],
        parts=source_parts(before, after),
        followed=followed.number if followed.pk != revision.pk else 0,
    )


def _text(name: str, before: Mapping, after: Mapping) -> tuple[str, str, SafeString]:
    return name, snapshots.label_of(name), spans_shown(marked_text(before[name], after[name]))
