"""Whether a story takes letters: by its age, or as somebody at the desk said."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Edition, Membership, Publication
from articles.workflow import MoveIncomplete, RightMissing

from .models import Decision, DecisionAction, StoryLetters
from .rights import may_close

CHOICES = {DecisionAction.OPEN: True, DecisionAction.CLOSE: False, DecisionAction.BY_AGE: None}


def is_open(*, chosen: bool | None, first_published_at: datetime) -> bool:
    """`chosen` is what the desk said of the story, None if nothing: then its age decides."""
    closes_at = closing_at(first_published_at)
    return chosen if chosen is not None else closes_at is None or timezone.now() < closes_at


def closing_at(first_published_at: datetime) -> datetime | None:
    """When a story closes by itself; None where stories never do."""
    days = settings.LETTERS_OPEN_DAYS
    return first_published_at + timedelta(days=days) if days else None


def chosen_for(publication: Publication) -> bool | None:
    return StoryLetters.objects.filter(publication=publication).values_list("is_open", flat=True).first()


@transaction.atomic
def choose(publication: Publication, *, action: str, by) -> None:
    """Opens or closes the letters of a story for good, or leaves it to its age. Raises `RightMissing`,
    `MoveIncomplete`. Saying the same again changes nothing."""
    if action not in CHOICES:
        raise MoveIncomplete(_("Choose whether the story takes letters."))
    if not may_close(Membership.objects.person(by), publication.section.family_ids()):
        raise RightMissing(_("Letters are opened and closed by a moderator or an editor of the section."))
    Publication.objects.select_for_update(of=("self",), no_key=True).get(pk=publication.pk)
    wanted = CHOICES[action]
    if chosen_for(publication) == wanted:
        return
    if wanted is None:
        StoryLetters.objects.filter(publication=publication).delete()
    else:
        values = {"is_open": wanted, "by": by, "at": timezone.now()}
        StoryLetters.objects.update_or_create(publication=publication, defaults=values)
    Decision.objects.create(action=action, publication=publication, by=by)
    Edition.bump()


def tell_of_closed(*, since: datetime) -> bool:
    """Lets pages be made anew if letters on a story have closed by age since a moment; says whether any have."""
    days = settings.LETTERS_OPEN_DAYS
    now, span = timezone.now(), timedelta(days=days)
    closed = Publication.objects.live().filter(
        first_published_at__gt=since - span, first_published_at__lte=now - span, letters_choice=None
    )
    if not days or not closed.exists():
        return False
    Edition.bump()
    return True
