"""Breaking the news on every page, for a while."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from articles.clock import database_now
from articles.models import Article, Edition, Membership
from articles.texts import clean_line
from articles.timed import read_moment
from articles.turns import take_turns
from articles.workflow import MoveIncomplete, MoveNotAllowed

from .allowed import check_may_break_news
from .models import Banner
from .models.banner import LONGEST_TEXT
from .rights import may_break_news_for_long
from .waking import wake_for

BANNER = "newsroom banner"  # of two people who break the news at once, the later one's line stays
LASTS_AT_MOST = timedelta(hours=24)
LASTS_AT_MOST_FOR_CHIEFS = timedelta(days=7)


def raise_banner(
    texts: Mapping[str, str],
    *,
    by,
    ends_at: datetime | str,
    article: int | None = None,
    zone: str = "",
    fold: int | None = None,
) -> Banner:
    """Puts a line on every page of each language that it has a text in; it takes the place of the one that is there.

    `ends_at` is read as `articles.timed.read_moment` reads it. `article` is where the line leads, in each language to
    the story's counterpart, as long as readers have that. Raises `RightMissing`, `MoveIncomplete`.
    """
    texts = _clean(texts)
    at, typed = read_moment(ends_at, zone=zone, fold=fold)
    with transaction.atomic():
        take_turns(BANNER)
        check_may_break_news(by)
        _check_end(at, typed=typed, by=by)
        if article is not None and not Article.objects.filter(pk=article).exists():
            raise MoveIncomplete(_("There is no story No. %(key)s.") % {"key": article})
        _end_running(by=by)
        banner = Banner.objects.create(texts=texts, article_id=article, ends_at=at, by=by)
        wake_for([at])
        Edition.bump()
    return banner


def end_banner(*, by) -> Banner:
    """Takes away the line that readers see now. Raises `MoveNotAllowed` if there is none."""
    with transaction.atomic():
        take_turns(BANNER)
        check_may_break_news(by)
        ended = _end_running(by=by)
        if not ended:
            raise MoveNotAllowed(_("No breaking banner is running."))
        Edition.bump()
    return ended


def _end_running(*, by) -> Banner | None:
    running = Banner.objects.running().first()
    if running:
        running.ended_at, running.ended_by = database_now(), by
        running.save()
    return running


def _clean(texts: Mapping[str, str]) -> dict[str, str]:
    cleaned = {code: clean_line(texts.get(code, "")) for code in settings.NEWSROOM_LANGUAGES}
    kept = {code: text for code, text in cleaned.items() if text}
    if not kept:
        raise MoveIncomplete(_("Say what has happened, in at least one language."))
    if any(len(text) > LONGEST_TEXT for text in kept.values()):
        raise MoveIncomplete(_("A banner has at most %(most)s characters.") % {"most": LONGEST_TEXT})
    return kept


def _check_end(at: datetime, *, typed: str, by) -> None:
    now = database_now()
    if at <= now:
        raise MoveIncomplete(_("That moment has passed: %(moment)s.") % {"moment": typed})
    is_chief = may_break_news_for_long(Membership.objects.person(by))
    if at - now > (LASTS_AT_MOST_FOR_CHIEFS if is_chief else LASTS_AT_MOST):
        raise MoveIncomplete(_("A banner stays for 24 hours at most, a chief's for seven days."))
