"""Stories in any number: what the demo generates before readers, and some on the desk that nobody moved yet."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.utils import timezone

from articles.copying import copy, reserve
from articles.models import Article, Membership, Section, Transition
from articles.rights import Role
from articles.workflow import DeskState
from newsroom.demo import generated, rows

ON_THE_DESK = 0.1  # of all stories: drafts and incoming ones
BATCH = 2000


def fill(wanted: int) -> None:
    """Brings the database to that many stories, the newest of them on the desk, and tells its planner."""
    by_hand = Article.objects.exclude(pk__in=_generated()).count()
    generated.top_up(int(wanted * (1 - ON_THE_DESK)) - by_hand)
    missing = wanted - Article.objects.count()
    if missing > 0:
        stock = generated.make_stock()
        for start in range(0, missing, BATCH):
            with transaction.atomic():
                _add(stock, range(wanted + start, wanted + min(start + BATCH, missing)))
        _spread_changes()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def section_reporter():
    """Somebody who sees the stories of one section, their own and what comes in."""
    person, _made = get_user_model().objects.get_or_create(username="bench-reporter", email="bench@example.org")
    section = Section.objects.get(slug="economy")
    Membership.objects.get_or_create(user=person, role=Role.REPORTER, section=section)
    return person


def _generated():
    return Transition.objects.filter(source=generated.NAME).values("article")


def _add(stock: rows.Stock, numbers: range) -> None:
    keys = reserve(Article, len(numbers))
    stories = [rows.story(number, stock, keys=(key, key, key)) for number, key in zip(numbers, keys, strict=True)]
    for number, story in zip(numbers, stories, strict=True):
        story.article.desk_state = DeskState.DRAFT if number % 2 else DeskState.INCOMING
        story.article.head_revision_id = None
    copy(Article, [vars(story.article) for story in stories])
    copy(rows.StoryTerms, [vars(rows.terms(story)) for story in stories])


def _spread_changes() -> None:
    """Each story was changed at a moment of its own."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE articles_article SET changed_at = %s - id * interval '1 minute'",
            [timezone.now()],
        )
