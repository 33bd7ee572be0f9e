"""What readers are told of a search, in sentences."""

from __future__ import annotations

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import days
from articles.questions import BEST, Question
from articles.search import MOST, Found


def found_in_words(found: Found, question: Question, *, elsewhere: str) -> list[str]:
    """How many stories were found, where, and what was not looked at. `elsewhere` names a language that has none."""
    said = []
    if question.text.strip() and not question.is_something:
        return [_("There is no word in that to look for.")]
    if not question.is_something:
        return []
    if elsewhere:
        said.append(_("Nothing was found in %(language)s. Stories in other languages:") % {"language": elsewhere})
    said.append(_counted(found, question))
    if not found.is_whole:
        said.append(_limits(found))
    return said


def _counted(found: Found, question: Question) -> str:
    number = len(found.keys)
    if found.is_more:
        best = _("More than %(most)s stories: the newest %(most)s of them, the best matches first.")
        newest = _("More than %(most)s stories: the newest %(most)s of them.")
        return (best if question.order == BEST and question.text else newest) % {"most": f"{MOST:,}"}
    if not number:
        return _("Nothing was found.")
    return ngettext("%(count)s story was found.", "%(count)s stories were found.", number) % {"count": number}


def _limits(found: Found) -> str:
    if not found.back_to:
        return _("This search takes too long. Choose a section or dates, or look for fewer words.")
    day = days.day_of(found.back_to, zone=settings.NEWSROOM_ZONE)
    return _("Only stories since %(day)s were looked at. For older ones, set dates.") % {"day": date_format(day)}
