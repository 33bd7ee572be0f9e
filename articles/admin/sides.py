"""The two texts of a comparison: a revision by its number, what readers have, or what is saved now."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404
from django.utils.translation import gettext as _

from .. import snapshots
from ..models import Article, Publication, Revision
from ..workflow import Readers
from .history import local, who_saved
from .keys import revision_number_of

LIVE, SAVED = "live", "saved"
LISTED = 200  # revisions in the chooser; older ones are reached from the history


@dataclass(frozen=True)
class Side:
    """`key` is how the address names it; a wire story that nobody touched has a content and no revision."""

    key: str
    label: str
    content: dict
    revision: Revision | None


@dataclass(frozen=True)
class Choice:
    key: str
    label: str


def sides(article: Article, *, wanted, published: Publication | None) -> tuple[Side, Side]:
    """What `wanted` names as `from` and `to`; left out, what readers have (or the revision before) and what is
    saved. Raises `Http404` for what the story has not."""
    newest = article.revision_number
    earlier = LIVE if published else str(newest - 1 or newest)
    first = wanted.get("from") or (earlier if newest else SAVED)
    second = wanted.get("to") or SAVED
    return _side(article, first, published=published), _side(article, second, published=published)


def choices(article: Article, *, chosen: tuple[Side, Side], published: Publication | None) -> list[Choice]:
    """What can be compared, newest first; a revision that is chosen is there however old it is."""
    found = [Choice(SAVED, _saved_label(article.head_revision))]
    if published:
        found.append(Choice(LIVE, _live_label(published)))
    revisions = list(article.revisions.select_related("author").defer("content")[:LISTED])
    listed = {row.number for row in revisions}
    revisions += [side.revision for side in chosen if side.revision and side.revision.number not in listed]
    return found + [Choice(str(row.number), revision_label(row)) for row in dict.fromkeys(revisions)]


def revision_label(revision: Revision) -> str:
    words = {"number": revision.number, "who": who_saved(revision), "at": local(revision.saved_at)}
    if revision.name:
        return _("%(number)s “%(name)s”, %(who)s, %(at)s") % {**words, "name": revision.name}
    return _("%(number)s, %(who)s, %(at)s") % words


def _side(article: Article, key: str, *, published: Publication | None) -> Side:
    if key == SAVED:
        head = article.head_revision
        content = head.content if head else snapshots.content(article)
        return Side(key, _saved_label(head), content, head)
    if key == LIVE and published:
        return Side(key, _live_label(published), published.revision.content, published.revision)
    found = article.revisions.select_related("author").filter(number=revision_number_of(key))
    for revision in found:
        return Side(key, _("Revision %(number)s") % {"number": revision_label(revision)}, revision.content, revision)
    raise Http404


def _saved_label(head: Revision | None) -> str:
    if not head:
        return _("As it came in")
    return _("What is saved now (revision %(number)s)") % {"number": head.number}


def _live_label(published: Publication) -> str:
    said = {
        Readers.LIVE: _("What readers have (revision %(number)s)"),
        Readers.HELD: _("What is held from readers (revision %(number)s)"),
    }.get(Readers(published.status), _("What readers had (revision %(number)s)"))
    return said % {"number": published.revision.number}
