"""Many stories of a source given to readers at once, each as `publishing.publish_import` does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from . import addresses, checklist, copying, freezing, public_versions, snapshots, versions
from .body_rules import REFERENCE
from .clock import database_now
from .models import Article, Block, Publication, Revision, TimedChange
from .models.article import Embargo
from .moves import Moving, making_all, record_all
from .publishing import NEWS_FOR, mark_shown, of_revisions
from .workflow import Action, MoveIncomplete, MoveNotAllowed, PublishKind

Published = Publication | MoveNotAllowed | None


@dataclass
class _Ready:
    """A move that nothing keeps back, and the text that readers get by it."""

    move: Moving
    revision: Revision
    passed_over: list[str]  # that a section asks on top
    frozen: freezing.Frozen | None = None


def publish_imports(articles: Sequence[Article], *, by) -> list[Published]:
    """Publishes stories that nobody at the desk has touched, in a few statements for all of them. Returns for each its
    publication, why it was refused, or None, and nothing done, where more has to be looked at: `publish_import` does.
    """
    with making_all([article.pk for article in articles], Action.PUBLISH_IMPORT, by=by) as moves:
        now = database_now()
        apart = set(_apart([move.article for move in moves if isinstance(move, Moving)], now=now))
        found: list[_Ready | MoveNotAllowed | None] = [
            None if isinstance(move, Moving) and move.article.pk in apart else _ready(move, now=now) for move in moves
        ]
        _put_before_readers([one for one in found if isinstance(one, _Ready)], now=now)
        return [one.frozen.publication if isinstance(one, _Ready) and one.frozen else one for one in found]


def _apart(articles: Sequence[Article], *, now: datetime) -> Iterator[int]:
    """Those that have a history, something in their way or waiting for its minute, or pictures."""
    keys = [article.pk for article in articles]
    kept_back = {
        *Block.objects.open().filter(article__in=keys).values_list("article_id", flat=True),
        *TimedChange.objects.open().filter(article__in=keys).values_list("article_id", flat=True),
    }
    for article in articles:
        has_pictures = article.lead_image_id or REFERENCE.search(article.body)
        is_ahead = article.published_at_source and article.published_at_source > now
        is_touched = article.history_length or article.head_revision_id or article.embargo != Embargo.NONE
        if article.pk in kept_back or has_pictures or is_ahead or is_touched or checklist.waits_for_links(article):
            yield article.pk


def _ready(move: Moving | MoveNotAllowed | None, *, now: datetime) -> _Ready | MoveNotAllowed | None:
    if not isinstance(move, Moving):
        return move
    if not move.article.published_at_source:
        return MoveIncomplete(_("It has no date of its source: a person has to publish it."))
    revision = snapshots.first(move.article, source=move.first_source)
    move.is_quiet = now - move.article.published_at_source > NEWS_FOR
    try:
        passed_over = checklist.check(move.article, revision=revision, is_archive=move.is_quiet)
    except MoveNotAllowed as refusal:
        return refusal
    return _Ready(move, revision, passed_over)


def _put_before_readers(ready: Sequence[_Ready], *, now: datetime) -> None:
    _record(ready)
    for one in ready:
        one.frozen = _frozen(one)
    some = [one.frozen for one in ready if one.frozen]
    addresses.settle_new([(frozen.publication, frozen.wanted_slug) for frozen in some])
    freezing.save_new(some)
    mark_shown(some)
    public_versions.keep_first([frozen.publication for frozen in some], kind=PublishKind.FIRST, at=now)
    behind = set(_with_translations([one.move.article.pk for one in ready]))
    for one in ready:
        if one.move.article.pk in behind:
            versions.fall_behind(one.move, one.revision, kind=PublishKind.FIRST)
        one.move.is_seen = True


def _record(ready: Sequence[_Ready]) -> None:
    copying.store([one.revision for one in ready])
    for one in ready:
        one.move.article.head_revision = one.revision
        one.move.details = of_revisions(None, one.revision) | {"kind": PublishKind.FIRST}
        one.move.details |= {"passed_over": one.passed_over} if one.passed_over else {}
        one.move.transition = one.move.told(revision=one.revision)
    record_all([one.move for one in ready])


def _frozen(one: _Ready) -> freezing.Frozen:
    article, transition = one.move.article, one.move.transition
    assert transition
    one.revision.article = article
    frozen = freezing.freeze(one.revision, for_readers=True, section=article.section)
    publication = frozen.publication
    publication.first_published_at = publication.updated_at = article.published_at_source
    publication.status = transition.readers_to
    return frozen


def _with_translations(keys: Sequence[int]) -> Iterator[int]:
    """Somebody may have begun one meanwhile."""
    yield from Article.objects.filter(translation_of__in=keys).values_list("translation_of_id", flat=True)
