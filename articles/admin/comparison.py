"""The page that compares two texts of a story: what it shows for an address."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from .. import snapshots
from ..models import Article, Publication, Revision
from ..rights import Person
from ..workflow import Action
from .compare import compared
from .sides import Side, choices, sides


def comparison_of(article: Article, *, person: Person, wanted) -> dict:
    """The context of the page; `wanted` holds `from` and `to`. Raises `Http404` for a side that is not there."""
    published = Publication.objects.filter(article=article).select_related("revision__author").first()
    before, after = sides(article, wanted=wanted, published=published)
    return {
        "before": before,
        "after": after,
        "choices": choices(article, chosen=(before, after), published=published),
        "comparison": compared(before.content, after.content, person=person),
        "restorable": [side for side in (before, after) if side.revision and side.revision != article.head_revision],
        "the_other_way": compare_address(article, before=after.key, after=before.key),
        "earlier": _step(article, before, after, by=-1),
        "later": _step(article, before, after, by=1),
    }


@dataclass(frozen=True)
class Since:
    """What somebody who approves or publishes is told of the text: since what, which fields, and where it is shown."""

    sentence: str
    changed: str
    address: str


def changes_since(article: Article, revision: Revision | None) -> Since | None:
    """What a revision changes in what readers have or had, else in what was approved last; None where there is
    neither, or nothing."""
    published = Publication.objects.filter(article=article).select_related("revision").first()
    before = published.revision if published else _approved_last(article)
    if not revision or not before or before.pk == revision.pk:
        return None
    said = (
        _("Changed since readers got revision %(number)s")
        if published
        else _("Changed since revision %(number)s was approved")
    )
    return Since(
        sentence=said % {"number": before.number},
        changed=_(", ").join(snapshots.changed(before.content, revision.content)) or _("nothing"),
        address=compare_address(article, before=str(before.number), after=str(revision.number)),
    )


def _approved_last(article: Article) -> Revision | None:
    approved = article.transitions.filter(action=Action.APPROVE)
    digest, at = approved.values("revision_digest")[:1], approved.values("at")[:1]
    return article.revisions.filter(digest=digest, saved_at__lte=at).order_by("-number").first()


def compare_address(article: Article, *, before: str, after: str) -> str:
    query = urlencode({"from": before, "to": after})
    return f"{reverse('admin:articles_article_compare', args=[article.pk])}?{query}"


def _step(article: Article, before: Side, after: Side, *, by: int) -> str:
    """One save earlier or later, while a revision is compared with the one before it; "" where there is none."""
    old, new = before.revision, after.revision
    if not old or not new or new.number != old.number + 1:
        return ""
    first, last = old.number + by, new.number + by
    return (
        compare_address(article, before=str(first), after=str(last))
        if 0 < first < last <= article.revision_number
        else ""
    )
