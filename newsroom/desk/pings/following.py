"""Which moves the rest of the web is told of. Each ping is a job of its own: one that fails repeats no mail."""

from __future__ import annotations

from django.conf import settings
from procrastinate.contrib.django import app as jobs

from articles.models import Publication, Transition
from articles.workflow import Action, Readers

from . import indexnow, websub

PING_HUB = "newsroom.desk.jobs.ping_hub"
PING_SEARCH_ENGINES = "newsroom.desk.jobs.ping_search_engines"
GIVING = {Action.PUBLISH, Action.PUBLISH_URGENT, Action.PUBLISH_IMPORT, Action.PUBLISH_DUE, Action.FIX_TYPO}
AFTER = {"seconds": 5}  # whoever is told comes at once, and each process is to have the new edition by then
AFTER_MAIL = -10  # priority: a hub that hangs keeps nobody's mail waiting


def tell_the_web(transition: Transition) -> None:
    """Defers the pings that a committed move asks for: none where readers see no difference."""
    if not _is_seen(transition):
        return
    story = Publication.objects.select_related("section__parent").get(article=transition.article_id)
    if settings.WEBSUB_HUB and story.status == Readers.LIVE:
        _defer(PING_HUB, websub.feeds_of(story))
    if settings.INDEXNOW_KEY:
        _defer(PING_SEARCH_ENGINES, indexnow.addresses_of(story))


def _defer(ping: str, paths: list[str]) -> None:
    jobs.configure_task(ping, schedule_in=AFTER, priority=AFTER_MAIL).defer(paths=paths)


def _is_seen(transition: Transition) -> bool:
    before, after = transition.readers_from, transition.readers_to
    if before == after:
        return after == Readers.LIVE and transition.action in GIVING
    return Readers.LIVE in (before, after) or after == Readers.REMOVED
