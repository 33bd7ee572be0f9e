"""Windows that tell of themselves, and taking a story over: hints for people, no protection of the text."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article
from articles.moves import check_right
from articles.texts import clean_text
from articles.workflow import MOVES, Action, MoveIncomplete

from ..models import Presence, TakeOver
from ..models.presence import GONE_AFTER

LONGEST_REASON = TakeOver._meta.get_field("reason").max_length


def note(article: Article, *, by, window: str, has_changes: bool) -> Presence:
    """Says that a window has the story open now. One that was gone for a while counts as opened anew."""
    now = timezone.now()
    with transaction.atomic():
        row, is_new = Presence.objects.select_for_update().get_or_create(
            article=article,
            person=by,
            window=window,
            defaults={"opened_at": now, "seen_at": now, "has_changes": has_changes},
        )
        if not is_new:
            row.opened_at = row.opened_at if row.seen_at >= now - GONE_AFTER else now
            row.seen_at, row.has_changes = now, has_changes
            row.save()
    return row


def leave(article: Article, *, by, window: str) -> None:
    """Says that a window has closed; forgets with it what else of the story is long gone."""
    Presence.objects.filter(article=article, person=by, window=window).delete()
    Presence.objects.filter(article=article, seen_at__lt=timezone.now() - 60 * GONE_AFTER).delete()


def take_over(article: Article, *, by, reason: str = "") -> list[TakeOver]:
    """Records that somebody goes on with the story in place of whoever has it open; with nobody there, that too.

    Nobody is locked out by it: each save still has to name the newest revision. Raises `RightMissing` for whoever
    may not edit the story, `MoveIncomplete` for a reason that is too long.
    """
    reason = clean_text(reason)
    if len(reason) > LONGEST_REASON:
        raise MoveIncomplete(_("Give the reason in at most %(most)s characters.") % {"most": LONGEST_REASON})
    with transaction.atomic():
        locked = Article.objects.locked().get(pk=article.pk)
        check_right(MOVES[Action.EDIT], by=by, article=locked)
        changed: dict[int, bool] = {}
        for row in Presence.objects.now().filter(article=locked).exclude(person=by):
            changed[row.person_id] = changed.get(row.person_id, False) or row.has_changes
        taken = [{"taken_from_id": key, "had_changes": has} for key, has in changed.items()]
        rows = [TakeOver(article=locked, taken_by=by, reason=reason, **one) for one in taken or [{}]]
        return TakeOver.objects.bulk_create(rows)


def open_now() -> Prefetch:
    """For a list of stories: gives each, as `open_in`, the windows that have it open now with their people."""
    rows = Presence.objects.now().select_related("person")
    return Prefetch("presences", queryset=rows, to_attr="open_in")
