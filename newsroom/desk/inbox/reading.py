"""Marking what somebody was told as read, and as unread again."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from articles.rights import Person

from ..models import InboxItem


@transaction.atomic
def mark(item: InboxItem, *, is_read: bool = True) -> None:
    """The moment of the first reading stays."""
    if is_read:
        InboxItem.objects.unread().filter(pk=item.pk).update(read_at=timezone.now())
    else:
        InboxItem.objects.filter(pk=item.pk).update(read_at=None)


@transaction.atomic
def mark_all(person: Person, *, newest: int, kind: str = "") -> int:
    """Marks what somebody was shown, up to and with the item `newest`: what came since stays unread. Returns how
    many were unread."""
    items = InboxItem.objects.listed_for(person).unread().filter(pk__lte=newest)
    items = items.filter(kind=kind) if kind else items
    return items.update(read_at=timezone.now())


def count_unread(person: Person) -> int:
    """In one query."""
    return InboxItem.objects.listed_for(person).unread().count()
