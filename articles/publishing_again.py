"""A newer version of a story that an import published, given to readers in the place of the one that they have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from . import snapshots
from .clock import database_now
from .models import Article, Publication, Revision, Transition
from .moves import Moving, check_right, making
from .publishing import NEWS_FOR, give
from .workflow import Action, DeskState, MoveIncomplete, MoveNotAllowed, PublishKind

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


def is_published_by_import(article: Article) -> bool:
    """Whether readers got every text of a story by an import that no person chose it for, and nobody has a newer one
    in hand."""
    if article.desk_state != DeskState.PUBLISHED:
        return False
    rows = Transition.objects.filter(article=article.pk, action__in=GIVING).order_by("number")
    by_import, scheduled = [], set[int]()
    for action, source, details in rows.values_list("action", "source", "details"):
        if action == Action.PUBLISH_IMPORT:
            by_import.append(bool(source or details.get("imported_from")))
            scheduled |= {*_scheduled(details)} if by_import[-1] else set()
        else:
            by_import.append(action == Action.PUBLISH_DUE and details.get("change") in scheduled)
    return bool(by_import) and all(by_import)


def _scheduled(details: Mapping) -> Iterator[int]:
    yield from (change["id"] for change in details.get("scheduled", ()))


def _published_by_import(move: Moving) -> Publication:
    if not (move.publication and is_published_by_import(move.article)):
        raise MoveNotAllowed(_("The desk has this story in hand: what came in does not replace it."))
    return move.publication


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
