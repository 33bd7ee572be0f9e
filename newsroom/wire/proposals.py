"""Newer versions of stories that the desk has in hand: what each would change, and taking it over or dismissing it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import editing, snapshots
from articles.comparing import changed_fields
from articles.models import Article, Revision, Transition
from articles.moves import check_right
from articles.publishing_again import GIVING
from articles.still_there import without_what_is_gone
from articles.texts import clean_line
from articles.workflow import MOVES, Action, MoveIncomplete, MoveNotAllowed

from .models import ProposedUpdate

# What a record can say of a story; everything else in a content is the desk's own.
SAID_BY_SOURCES = (
    *("language", "headline", "kicker", "standfirst", "slug", "section_id", "section_label", "dateline_place", "body"),
    *("lead_image_id", "lead_caption", "lead_alternative", "source", "credit_line"),
    *("search_title", "search_description", "bylines", "topics"),
)


@dataclass(frozen=True)
class Offer:
    """A field in which a version differs from the desk's text. Which of the two changed it since the version that the
    desk began with is told only where that is known: else it counts as changed by the source, unless it says nothing
    there."""

    name: str
    by_source: bool
    by_desk: bool = False


def waiting_on(article: Article) -> ProposedUpdate | None:
    """The newest version that waits beside a story."""
    waiting = ProposedUpdate.objects.waiting().filter(item__article=article)
    return waiting.select_related("item__source").first()


def proposed(proposal: ProposedUpdate, desk: Mapping) -> dict:
    """The desk's content with what the version says in place of what the desk has, as a save would store it. A slug
    that the source does not name stays."""
    fields, lists = proposal.values["fields"], proposal.values["lists"]
    said = Article(**{name: fields[name] for name in snapshots.FIELDS if name in fields})
    with suppress(MoveIncomplete):  # shown as it came; whoever takes it over is told
        snapshots.clean(said)
    kept = {name: getattr(said, name) for name in snapshots.FIELDS if name in fields}
    if not fields.get("slug"):
        kept.pop("slug", None)
    named = {"bylines": [*map(_byline, lists.get("bylines", []))], "topics": sorted(lists.get("topics", []))}
    return without_what_is_gone({**desk, **kept, **named})


def begun_with(proposal: ProposedUpdate) -> dict | None:
    """What the desk's text was when it was the source's own: the version that was taken over last, else the story as
    it came in."""
    taken = proposal.item.proposals.filter(is_taken=True, pk__lt=proposal.pk).first()
    as_it_came = Revision.objects.filter(article=proposal.item.article_id, author=None).exclude(source="")
    first = as_it_came.order_by("number").first()
    if taken and first:
        return proposed(taken, first.content)
    return first.content if first else None


def corrections_to_tell(article: Article) -> list[tuple[str, str]]:
    """What sources said, for readers, of corrections that the desk has taken over since readers last got the story:
    source and text, the first one first."""
    taken = ProposedUpdate.objects.filter(item__article=article, is_taken=True).exclude(values__correction="")
    published = Transition.objects.filter(article=article, action__in=GIVING).order_by("-number").first()
    if published:
        taken = taken.filter(decided_at__gt=published.at)
    told = taken.order_by("pk").values_list("item__source__name", "values__correction")
    return [(source, text) for source, text in told if text]


def offers(desk: Mapping, said: Mapping, *, begun: Mapping | None) -> list[Offer]:
    differing = changed_fields(desk, said)
    if begun is None:
        return [Offer(name, by_source=bool(said[name])) for name in differing]
    by_source, by_desk = set(changed_fields(begun, said)), set(changed_fields(begun, desk))
    return [Offer(name, by_source=name in by_source, by_desk=name in by_desk) for name in differing]


def take(
    proposal: ProposedUpdate, *, by, revision: str | int, digest: str, names: Collection[str] | None = None
) -> list[str]:
    """Takes over fields of a version as a save of this person's, and returns what the form calls them: those that are
    named, or else all that the source has changed. The version is then done with.

    Raises `MoveNotAllowed` where it has been decided on or replaced since the person read it, `StaleRevision` where
    the desk's text has changed since.
    """
    with transaction.atomic():
        waiting = _still_waiting(proposal, digest=digest)
        article = waiting.item.article
        desk = snapshots.content(article)
        said = proposed(waiting, desk)
        offered = offers(desk, said, begun=begun_with(waiting))
        wanted = [offer.name for offer in offered if (offer.by_source if names is None else offer.name in names)]
        if not wanted:
            raise MoveIncomplete(_("Choose at least one field that the new version would change."))
        labels = [snapshots.label_of(name) for name in wanted]
        told = {"source": waiting.item.source, "fields": _(", ").join(labels)}
        note = _("Taken over from %(source)s: %(fields)s") % told
        editing.save(article, by=by, revision=revision, note=note, **{name: said[name] for name in wanted})
        _decide(waiting, by=by, is_taken=True)
    return labels


def dismiss(proposal: ProposedUpdate, *, by, digest: str) -> None:
    """Leaves the desk's text as it is; the version stays on record. Raises `MoveNotAllowed` as `take` does."""
    with transaction.atomic():
        waiting = _still_waiting(proposal, digest=digest)
        check_right(MOVES[Action.EDIT], by=by, article=Article.objects.locked().get(pk=waiting.item.article_id))
        _decide(waiting, by=by, is_taken=False)


def _still_waiting(proposal: ProposedUpdate, *, digest: str) -> ProposedUpdate:
    rows = ProposedUpdate.objects.select_for_update(of=("self",)).select_related("item__source", "item__article")
    row = rows.get(pk=proposal.pk)
    if row.decided_at and row.decided_by_id is None:
        raise MoveNotAllowed(_("The source has sent a still newer version meanwhile: look at that one."))
    if row.decided_at:
        raise MoveNotAllowed(_("%(name)s has decided on this version meanwhile.") % {"name": row.decided_by})
    if row.digest != digest:
        raise MoveIncomplete(_("Say which version you have read."))
    return row


def _decide(proposal: ProposedUpdate, *, by, is_taken: bool) -> None:
    proposal.decided_at, proposal.decided_by, proposal.is_taken = timezone.now(), by, is_taken
    proposal.save(update_fields=["decided_at", "decided_by", "is_taken"])


def _byline(line: Mapping) -> dict:
    return {"author": line.get("author"), "name": clean_line(line.get("name") or ""), "role": line.get("role") or "by"}
