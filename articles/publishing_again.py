"""A newer version of a story that an import published, or let wait for its source's own moment: it takes the place of
the one that readers have, or are to get."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from . import snapshots
from .clock import database_now
from .models import Article, Publication, Revision, TimedChange, Transition
from .moves import Moving, check_right, making
from .publishing import NEWS_FOR, give, give_as_dated
from .workflow import AS_IT_CAME, Action, DeskState, MoveIncomplete, MoveNotAllowed, PublishKind

GIVING = (Action.PUBLISH, Action.PUBLISH_URGENT, Action.PUBLISH_IMPORT, Action.PUBLISH_DUE, Action.FIX_TYPO)
KEPT_WHERE_UNNAMED = ("slug", "section")  # where a story is, if its source names no place that the newsroom has


@dataclass(frozen=True, kw_only=True)
class Newer:
    """What a source says of a story now: `fields` and `lists` as `desk.create` takes them, the name of the source, what
    it has corrected, in words for readers, and when it made this version."""

    fields: Mapping[str, Any]
    lists: Mapping[str, list]
    imported_from: str
    correction: str = ""
    changed_at: datetime | None = None


def publish_newer(article: Article, *, by, newer: Newer) -> Publication | None:
    """Publishes a newer version of a story that nothing but imports has ever published: under its first date, at its
    address, updated when its source did so. A held one stays held, with the new text. None, and nothing done, if it
    says what readers have already.

    Refuses what the desk has in hand, and what `publish_import` refuses; also a version that is dated in the future,
    as readers have the story now.
    """
    with making(article, Action.PUBLISH_IMPORT, by=by) as move:
        publication = _published_by_import(move)
        now = database_now()
        _check_dated(newer, now=now)
        revision = _kept(move, newer)
        if revision is None:
            return None
        move.details = {"imported_from": newer.imported_from}
        told_at = newer.changed_at or newer.fields["published_at_source"]
        move.is_quiet = now - told_at > NEWS_FOR and not move.versions
        return give(
            move,
            revision,
            kind=PublishKind.CORRECTION if newer.correction else PublishKind.UPDATE,
            text=newer.correction,
            updated_at=max(publication.updated_at, min(newer.changed_at or now, now)),
            is_archive=now - publication.first_published_at > NEWS_FOR,
        )


def publish_newer_as_dated(article: Article, *, by, newer: Newer) -> Publication | TimedChange | None:
    """Lets a newer version of a story that waits for its source's own moment wait in the place of the other one;
    readers get it at once if its source dates it earlier by now. None, and nothing done, if it says the same.

    Refuses what anybody at the desk has touched, and what `publish_import` refuses.
    """
    with making(article, Action.PUBLISH_IMPORT, by=by, row=AS_IT_CAME) as move:
        if not is_scheduled_by_import(move.article):
            raise _in_hand()
        before, dated = move.article.published_at_source, newer.fields["published_at_source"]
        move.article.published_at_source = dated
        if _kept(move, newer) is None and dated == before:
            return None
        move.details = {"imported_from": newer.imported_from}
        return give_as_dated(move)


def is_scheduled_by_import(article: Article) -> bool:
    """Whether a story waits for its source's own moment as imports want it, and nobody at the desk has touched it."""
    if article.desk_state != DeskState.INCOMING or not article.timed_changes.waiting().publishing().exists():
        return False
    rows = Transition.objects.filter(article=article.pk).values_list("action", "source", "details")
    return all(
        bool(source) if action == Action.SET_EMBARGO else action == Action.PUBLISH_IMPORT and _is_of(source, details)
        for action, source, details in rows
    )


def is_published_by_import(article: Article) -> bool:
    """Whether readers got every text of a story by an import that no person chose it for, and nobody has a newer one
    in hand."""
    if article.desk_state != DeskState.PUBLISHED:
        return False
    rows = Transition.objects.filter(article=article.pk, action__in=GIVING).order_by("number")
    by_import, scheduled = [], set[int]()
    for action, source, details in rows.values_list("action", "source", "details"):
        if action == Action.PUBLISH_IMPORT:
            by_import.append(_is_of(source, details))
            scheduled |= {*_scheduled(details)} if by_import[-1] else set()
        else:
            by_import.append(action == Action.PUBLISH_DUE and details.get("change") in scheduled)
    return bool(by_import) and all(by_import)


def _is_of(source: str, details: Mapping) -> bool:
    """Whether a publication was an import's, and no person chose the story."""
    return bool(source or details.get("imported_from"))


def _scheduled(details: Mapping) -> Iterator[int]:
    yield from (change["id"] for change in details.get("scheduled", ()))


def _published_by_import(move: Moving) -> Publication:
    if not (move.publication and is_published_by_import(move.article)):
        raise _in_hand()
    return move.publication


def _in_hand() -> MoveNotAllowed:
    return MoveNotAllowed(_("The desk has this story in hand: what came in does not replace it."))


def _check_dated(newer: Newer, *, now: datetime) -> None:
    dated = newer.fields["published_at_source"]
    if not dated:
        raise MoveIncomplete(_("It has no date of its source: a person has to publish it."))
    if dated > now:
        raise MoveNotAllowed(_("Its source dates it in the future: a person has to publish it."))


def _kept(move: Moving, newer: Newer) -> Revision | None:
    """The new text as a revision in its source's name; None if nothing differs. The right is asked for where the
    story would be, too."""
    article = move.article
    for name, value in newer.fields.items():
        if name != "published_at_source" and (value or name not in KEPT_WHERE_UNNAMED):
            setattr(article, name, value)
    check_right(move.row, by=move.by, article=article, publication=move.publication)
    snapshots.clean(article)
    snapshots.set_lists(article, newer.lists)
    return snapshots.take(article, source=move.first_source)
