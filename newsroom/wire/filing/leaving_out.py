"""What a run leaves out by rule: it is no failure, and its reason says which rule that is."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _

from ..stories import WireStory
from .values import newsroom_language


class LeftOut(Exception):
    """A story that this newsroom does not take, or not any more; its text is for whoever reads the report."""

    def __init__(self, reason: str, *, article_id: int | None = None) -> None:
        super().__init__(reason)
        self.article_id = article_id


def check(story: WireStory) -> None:
    """Raises `LeftOut` for a story in a language that the newsroom does not have."""
    if reason := why(story):
        raise LeftOut(reason)


def why(story: WireStory) -> str:
    """Why a story is left out; "" if it is not. One that names no language at all is nobody's to judge here."""
    known = settings.NEWSROOM_LANGUAGES
    if not story.language or newsroom_language(story.language) in known:
        return ""
    told = {"language": story.language[:40], "known": ", ".join(known)}
    return _("It is in “%(language)s”: this newsroom has %(known)s (its setting NEWSROOM_LANGUAGES).") % told
