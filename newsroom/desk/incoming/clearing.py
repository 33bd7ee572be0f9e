"""What the wire brought and nobody touched is deleted after INCOMING_DAYS: the one thing that housekeeping may delete.

A story is touched as soon as anything but its own parts names it, in whatever table, also one that is not thought of
yet. Its record stays with its key, so that the story is not filed again, and without its text.
"""

from __future__ import annotations

import logging
import re
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from articles.models import Article, Byline, RelatedArticle, StoryTerms, Unindexed
from articles.models.article import Embargo
from articles.workflow import DeskState
from newsroom.fronts.models import Arrangement, TimedArrangement
from newsroom.fronts.slots import article_ids, read
from newsroom.wire.models import ProposedUpdate, WireItem

logger = logging.getLogger(__name__)
A_BATCH = 200
LINKED = 'data-article="'
_LINK = re.compile(r'data-article="([0-9]+)"')
# What a story is made of: (model, field). Everything else that refers to it is somebody's doing.
OWN_PARTS = {
    (Byline, "article"),
    (RelatedArticle, "article"),
    (StoryTerms, "article"),
    (Unindexed, "article"),
    (Article.topics.through, "article"),
    (WireItem, "article"),
}


def clear_away() -> int:
    """Deletes in batches, each in a transaction of its own, and returns how many stories that were."""
    if not settings.INCOMING_DAYS:
        return 0
    limit = timezone.now() - timedelta(days=settings.INCOMING_DAYS)
    cleared, batch = 0, _batch(limit, after=0)
    named = _named_by_others() if batch else set()
    while batch:
        cleared += _clear([key for key in batch if key not in named], limit)
        batch = _batch(limit, after=batch[-1])
    if cleared:
        logger.info("Cleared away %s incoming stories that nobody touched in %s days.", cleared, settings.INCOMING_DAYS)
    return cleared


def untouched(*, before: datetime) -> QuerySet[Article]:
    """Incoming stories that have not changed since, and that nobody has had a hand in. Of one that was embargoed until
    then nobody could make anything: its days begin when that ended."""
    is_over = Q(embargo=Embargo.NONE) | Q(embargo=Embargo.UNTIL, embargo_until__lt=before)
    stories = Article.objects.filter(
        is_over,
        desk_state=DeskState.INCOMING,
        changed_at__lt=before,
        history_length=0,
        head_revision=None,
        assignee=None,
        due_at=None,
        stale_since=None,
        translation_of=None,
    )
    proposed = ProposedUpdate.objects.filter(item__article=OuterRef("pk"))
    stories = stories.filter(~Exists(proposed))
    for model, name in _references():
        stories = stories.filter(~Exists(model.objects.filter(**{name: OuterRef("pk")})))
    return stories


def _references():
    """The fields of every table that name a story, but those of its own parts."""
    for relation in Article._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and not relation.many_to_many:
            reference = relation.related_model, relation.field.name
            if reference not in OWN_PARTS:
                yield reference


def _named_by_others() -> set[int]:
    """The stories that a text links to, and those that an arrangement of a front names."""
    bodies_with_links = Article.objects.filter(body__contains=LINKED).order_by().values_list("body", flat=True)
    named = {key for body in bodies_with_links.iterator() for key in map(int, _LINK.findall(body))}
    for model in (Arrangement, TimedArrangement):
        for slots in model.objects.order_by().values_list("slots", flat=True).iterator():
            named |= {*article_ids(read(slots))}
    return named


def _batch(limit: datetime, *, after: int) -> list[int]:
    stories = untouched(before=limit).filter(pk__gt=after).order_by("pk")
    return list(stories.values_list("pk", flat=True)[:A_BATCH])


def _clear(keys: list[int], limit: datetime) -> int:
    """Looks once more at stories that nobody else has in hand at this moment; nobody can take one meanwhile."""
    with transaction.atomic():
        rows = Article.objects.filter(pk__in=keys).select_for_update(skip_locked=True, of=("self",)).order_by("pk")
        locked = list(rows.values_list("pk", flat=True))
        gone = list(untouched(before=limit).filter(pk__in=locked).values_list("pk", flat=True))
        records = WireItem.objects.filter(article__in=gone)
        records.update(article=None, cleared_at=timezone.now(), source_text="", shingles=[])
        Article.objects.filter(pk__in=gone).delete()
    return len(gone)
