"""Refuses whoever lacks the right, by the memberships as they are now."""

from __future__ import annotations

from django.utils.translation import gettext as _

from articles.models import Membership
from articles.workflow import RightMissing

from .models import Place
from .rights import may_arrange, may_break_news


def check_may_arrange(by, place: Place) -> None:
    """Raises `RightMissing` with a sentence."""
    if may_arrange(Membership.objects.person(by), place.section_ids):
        return
    if place.section:
        sentence = _("This front is arranged by an editor of its section.")
    else:
        sentence = _("The front page is arranged by an editor of every section.")
    raise RightMissing(sentence)


def check_may_break_news(by) -> None:
    """Raises `RightMissing` with a sentence."""
    if not may_break_news(Membership.objects.person(by)):
        raise RightMissing(_("The breaking banner is for an editor of every section."))
