"""The rows of the reports' lists: which story, when, who, why, and where to see what changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from articles.checklist.rules import Item
from articles.languages import is_right_to_left
from articles.models import Article, Correction, TimedChange, Transition
from articles.moments import printed

from . import overrides, reads, timed
from .pieces import duration


@dataclass(frozen=True)
class Row:
    """`what` is the kind of the row, `words` what somebody wrote, `door` where to see what changed."""

    headline: str
    language: str
    direction: str
    address: str
    section: str
    at: datetime
    said_at: str
    what: str
    who: str = ""
    words: str = ""
    door: tuple[str, str] | None = None
    more: str = ""


def correction(note: Correction) -> Row:
    article = note.publication.article
    return _row(
        article,
        at=note.published_at,
        what=str(note.get_kind_display()),
        words=note.text,
        door=_difference(article.pk, before=note.before.number, after=note.after.number),
    )


def override(move: Transition) -> Row:
    names = dict(Item.choices)
    skipped = [str(names.get(item, item)) for item in move.details.get("passed_over", ())]
    after = move.details.get("after") or move.revision
    return _row(
        move.article,
        at=move.at,
        what=overrides.labels()[move.override],
        who=str(move.actor or move.source),
        words=move.reason,
        door=_difference(move.article_id, before=move.details.get("before"), after=after) if after else None,
        more=_("Against the checklist: %(items)s") % {"items": _(", ").join(skipped)} if skipped else "",
    )


def read(found: reads.Read) -> Row:
    return _row(
        found.publication.article,
        at=found.publication.first_published_at,
        what=ngettext("%(count)s read", "%(count)s reads", found.reads) % {"count": found.reads},
    )


def change(planned: TimedChange) -> Row:
    names = {"what": planned.get_action_display(), "became": timed.labels()[planned.became]}
    ended = {"moment": _said(planned.finished_at)} if planned.finished_at else None
    return _row(
        planned.article,
        at=planned.run_at,
        what=_("%(what)s: %(became)s") % names,
        who=str(planned.scheduled_by),
        words=planned.error,
        more=_("Ended %(moment)s") % ended if ended else "",
        door=(duration(planned.lateness), reverse("admin:articles_article_history", args=[planned.article_id])),
    )


def _difference(article_id: int, *, before: int | None, after: int) -> tuple[str, str]:
    """Label and address of what a revision changed, or of the revision alone where there was none before it."""
    if before and before != after:
        address = reverse("admin:articles_article_compare", args=[article_id])
        words = {"before": before, "after": after}
        return _("Revision %(before)s to %(after)s") % words, f"{address}?from={before}&to={after}"
    address = reverse("admin:articles_article_revision", args=[article_id, after])
    return _("Revision %(number)s") % {"number": after}, address


def _row(article: Article, *, at: datetime, **rest) -> Row:
    return Row(
        headline=str(article),
        language=article.language,
        direction="rtl" if is_right_to_left(article.language) else "ltr",
        address=reverse("admin:articles_article_change", args=[article.pk]),
        section=str(article.section or ""),
        at=at,
        said_at=_said(at),
        **rest,
    )


def _said(at: datetime) -> str:
    """Without the zone's label, which the page names once."""
    return printed(at, zone=settings.NEWSROOM_ZONE, language=get_language() or "en", label="")
