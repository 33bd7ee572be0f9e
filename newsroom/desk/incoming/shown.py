"""What the wire's pages say of a story: facts in words, each with a sign."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import zip_longest

from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from articles import bodies
from articles.admin.step_facts import embargo_line
from articles.languages import is_right_to_left, language_name
from articles.models.article import Priority
from newsroom.desk.times import Moment, moment_of

from .asked import STANDINGS
from .listing import Row

OPENING_SHOWN = 280  # characters


@dataclass(frozen=True)
class Fact:
    """Told by its words; the sign is for whoever looks only for a moment."""

    sign: str
    words: str
    is_grave: bool = False


@dataclass(frozen=True)
class Story:
    """A row as the page has it; `opening` are the first words where there is no standfirst."""

    row: Row
    headline: str
    language: str
    language_name: str
    direction: str
    section: str
    received: Moment
    facts: list[Fact]
    opening: str
    folded: list[Story]
    following: int = 0  # the record of the next row


def stories_of(rows: list[Row]) -> list[Story]:
    following = [row.item.pk for row in rows[1:]]
    return [replace(story_of(row), following=key) for row, key in zip_longest(rows, following, fillvalue=0)]


def story_of(row: Row) -> Story:
    article = row.article
    return Story(
        row=row,
        headline=str(article),
        language=article.language,
        language_name=language_name(article.language),
        direction="rtl" if is_right_to_left(article.language) else "ltr",
        section=str(article.section or article.section_label),
        received=moment_of(article.created_at, now=timezone.now()),
        facts=[*facts_of(row)],
        opening=Truncator(article.standfirst or _opening(row)).chars(OPENING_SHOWN),
        folded=[story_of(other) for other in row.folded],
    )


def facts_of(row: Row):
    item, article = row.item, row.article
    if item.standing in STANDINGS:
        yield Fact("⛔", str(STANDINGS[item.standing]), is_grave=True)
    if item.is_blocked:
        yield Fact("⛔", _("Blocked: nothing of it is published"), is_grave=True)
    if article.is_embargoed:
        yield Fact("⏳", _("Embargo: %(until)s") % {"until": embargo_line(article)}, is_grave=True)
    if article.priority != Priority.NORMAL:
        sign = "▲" if article.priority == Priority.HIGH else "▼"
        yield Fact(sign, _("Priority: %(priority)s") % {"priority": article.get_priority_display()})
    if item.is_with_readers:
        yield Fact("●", _("A newer text of a story that readers have"))
    if item.has_picture:
        yield Fact("▣", _("With a picture"))


def _opening(row: Row) -> str:
    """The first words of a body, of which the end may have been cut inside a tag."""
    start, _bracket, _cut = row.item.opening.rpartition("<")
    return " ".join(bodies.plain_text(start or row.item.opening).split())
