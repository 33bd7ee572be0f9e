"""Timed changes that did not run at their minute, each with what happened and what to do about it."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Window
from django.utils.translation import gettext as _

from articles import desk_lists
from articles.admin.columns import annotated
from articles.models import Article, TimedChange
from articles.models.timed_change import TimedChangeStatus
from articles.rights import Person
from articles.workflow import Action
from newsroom.desk.times import moment_of

from .cards import Card, Note, story_card

WHAT_TO_DO = {
    Action.PUBLISH: lambda: _("Open the story and publish it now, or schedule it again."),
    Action.HOLD: lambda: _("Readers still have it: open the story and hold it now."),
    Action.RETRACT: lambda: _("Readers still have it: open the story and retract it now."),
}


def cards_for(person: Person, *, now: datetime, most: int) -> tuple[int, tuple[Card, ...]]:
    """How many changes of stories that a person may see are late or failed, and the newest of them."""
    visible = Article.objects.visible_to(person).order_by().values("pk")
    changes = desk_lists.in_trouble().filter(article__in=visible).annotate(count=Window(Count("pk")))
    shown = list(changes.order_by("-run_at", "-pk")[:most])
    stories = {story.pk: story for story in annotated(Article.objects.filter(pk__in=[row.article_id for row in shown]))}
    cards = tuple(_card(change, stories[change.article_id], now=now) for change in shown)
    return (shown[0].count if shown else 0), cards


def _card(change: TimedChange, article: Article, *, now: datetime) -> Card:
    return story_card(article, now=now, key=f"change-{change.pk}", notes=_notes(change, now=now))


def _notes(change: TimedChange, *, now: datetime) -> list[Note]:
    words = {"what": change.get_action_display(), "moment": moment_of(change.run_at, now=now).whole}
    if change.status == TimedChangeStatus.FAILED:
        failed = Note(_("Failed: %(what)s, %(moment)s.") % words, words=change.error, is_grave=True)
        return [failed, Note(WHAT_TO_DO[Action(change.action)]())]
    late = Note(_("Late: %(what)s, %(moment)s.") % words, words=change.error, is_grave=True)
    return [late, Note(_("If it does not run within minutes, do it by hand and tell an administrator."))]
