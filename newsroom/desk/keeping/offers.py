"""What is offered when a form is opened: kept texts that differ from what is saved, in words for people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from articles import bodies, snapshots
from articles.admin.filling import fields_from
from articles.admin.history import local
from articles.admin.typed import content_of
from articles.models import Article
from articles.models.revision import filled

from ..models import KeptText
from .texts import differing

OFFERED = 5


@dataclass(frozen=True)
class Offer:
    """A kept text as a line: when it was typed, what differs, where to see it and what to do with it."""

    kept: KeptText
    at: str
    headline: str
    what: str
    starts_from: str
    is_older: bool  # somebody has saved since the person began
    open_address: str
    form_address: str
    throw_away_address: str


def offers_for(user, article: Article | None) -> list[Offer]:
    """The newest of a person's open kept texts that say something else than what is saved. One query."""
    rows = KeptText.objects.of(user, article=article).open()[: 4 * OFFERED]
    saved = saved_content(article)
    return [offer for offer in lines(rows, article, saved=saved) if offer.what][:OFFERED]


def lines(rows: Iterable[KeptText], article: Article | None, *, saved: dict) -> list[Offer]:
    return [_offer(row, article, saved=saved) for row in rows]


def saved_content(article: Article | None) -> dict:
    """What the story says now; of one that does not exist yet, nothing at all."""
    if article is None:
        return {name: [] if name in snapshots.LISTS else "" for name in (*snapshots.FIELDS, *snapshots.LISTS)}
    return filled(article.head_revision.content) if article.head_revision else snapshots.content(article)


def address_of(article: Article | None, view: str, *more) -> str:
    """Of a door beside a story's form, or of the `form` itself; without a story, beside the form of a new one."""
    if article is None:
        return reverse(f"admin:articles_article_add{'' if view == 'form' else f'_{view}'}", args=more)
    return reverse(f"admin:articles_article_{'change' if view == 'form' else view}", args=[article.pk, *more])


def _offer(row: KeptText, article: Article | None, *, saved: dict) -> Offer:
    typed = content_of(fields_from(row.typed))
    newest = article.revision_number if article else 0
    return Offer(
        kept=row,
        at=local(row.kept_at),
        headline=typed.get("headline", ""),
        what=_(", ").join(_what(name, typed, saved=saved) for name in _telling(differing(row, saved), article, typed)),
        starts_from=_("Revision %(number)s") % {"number": row.started_from} if row.started_from else "",
        is_older=row.started_from < newest,
        open_address=address_of(article, "kept_text", row.pk),
        form_address=f"{address_of(article, 'form')}?kept={row.pk}",
        throw_away_address=address_of(article, "throw_away", row.pk),
    )


def _telling(names: list[str], article: Article | None, typed: dict) -> list[str]:
    """A form of a new story comes with a language, and with nothing in most fields."""
    return names if article else [name for name in names if typed.get(name, True) and name != "language"]


def _what(name: str, typed: dict, *, saved: dict) -> str:
    label = snapshots.label_of(name)
    if name != "body" or name not in typed:
        return label
    words = bodies.word_count(typed["body"])
    before = bodies.word_count(saved.get("body") or "")
    if not before:
        return _("%(field)s (%(words)s words)") % {"field": label, "words": words}
    return _("%(field)s (%(words)s words; %(before)s are saved)") % {"field": label, "words": words, "before": before}
