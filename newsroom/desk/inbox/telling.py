"""Who is told of what: one item for each event and person, only for whoever may see the story now, each as they
have chosen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from articles.models import Article
from newsroom.fronts.models import Front

from ..models import Choices, InboxItem, Mail, Note
from ..people import colleagues
from .sentences import HAPPENINGS
from .subjects import may_be_told


@dataclass(frozen=True)
class Event:
    """What happened to a story, or else to a front. `key` names it for ever ("move:12"): nobody is told twice of one.
    `by` is who did it, `by_name` where that is no account of the desk."""

    key: str
    happened: str
    at: datetime
    article: Article | None = None
    front: Front | None = None
    by: object | None = None
    by_name: str = ""
    words: str = ""
    note: Note | None = None


def tell(event: Event, user_ids: Iterable[int | None]) -> list:
    """Puts the event into the inboxes, and its mail into the outbox; returns who was told, by user name.

    Never whoever did it, nor anybody who may not see the story or the front now. A second call for the same event, at
    once or later, tells nobody twice.
    """
    wanted = {key for key in user_ids if key} - {getattr(event.by, "pk", None)}
    people = [row.user for row in colleagues(ids=wanted) if may_be_told(row.person, event)] if wanted else []
    chosen = _chosen(people)
    kind = HAPPENINGS[event.happened].kind
    listed = {user.pk for user in people if kind in chosen[user.pk].listed}
    mailed = {user.pk for user in people if kind in chosen[user.pk].mailed and user.email}
    with transaction.atomic():
        items = [_item(event, key, is_listed=key in listed) for key in sorted(listed | mailed)]
        InboxItem.objects.bulk_create(items, ignore_conflicts=True)
        stored = InboxItem.objects.filter(event=event.key, recipient__in=mailed).order_by("pk")
        mails = [Mail(item_id=key) for key in stored.values_list("pk", flat=True)] if mailed else []
        Mail.objects.bulk_create(mails, ignore_conflicts=True)
    return people


def _chosen(people: list) -> dict[int, Choices]:
    stored = {row.person_id: row for row in Choices.objects.filter(person__in=people)}
    return {user.pk: stored.get(user.pk) or Choices(person=user) for user in people}


def _item(event: Event, recipient_id: int, *, is_listed: bool) -> InboxItem:
    return InboxItem(
        recipient_id=recipient_id,
        article=event.article,
        front=event.front,
        event=event.key,
        kind=HAPPENINGS[event.happened].kind,
        happened=event.happened,
        actor=event.by,
        actor_name=event.by_name[:200],
        words=event.words,
        note=event.note,
        at=event.at,
        is_listed=is_listed,
    )
