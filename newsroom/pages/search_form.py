"""A search as its address says it: nothing in it is ever refused, what cannot be meant is left out and said."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.utils.translation import gettext as _

from articles import days, moments
from articles.questions import BEST, NEWEST, Question
from articles.search import MOST_CHARACTERS
from articles.texts import clean_line
from newsroom.pages.search_choices import Choices

READS = ("q", "section", "topic", "author", "language", "from", "to", "sort", "page")
EVERY = "all"  # languages
LONGEST = 100  # characters of anything but the words
_DAY = re.compile(r"([0-9]{4})(?:[-/.]([0-9]{1,2})(?:[-/.]([0-9]{1,2}))?)?")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


@dataclass
class SearchForm:
    """What was asked, as text by parameter, and what of it could not be meant, in sentences."""

    values: dict[str, str]
    page_language: str
    choices: Choices
    problems: list[str] = field(default_factory=list)

    @property
    def order(self) -> str:
        return NEWEST if self.values["sort"] == NEWEST else BEST

    @property
    def page(self) -> int:
        text = self.values["page"]
        return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 1

    @property
    def language(self) -> str:
        """The language of the stories, "" for any: that of the page if none is chosen."""
        chosen = self.values["language"]
        return "" if chosen == EVERY else chosen if chosen in settings.NEWSROOM_LANGUAGES else self.page_language

    def question(self) -> Question:
        """Reads what was asked; notes `problems`."""
        since, before = self._days()
        text = self.values["q"]
        if len(text) > MOST_CHARACTERS:
            self.problems.append(
                _("That is a long question: its first %(most)s characters were looked for.") % {"most": MOST_CHARACTERS}
            )
        return Question(
            text=text[:MOST_CHARACTERS],
            language=self._language(),
            sections=self._sections(),
            topic=self._key("topic", self.choices.topic, _("There is no topic “%(text)s”: all topics were searched.")),
            author=self._key(
                "author", self.choices.author, _("There is no author “%(text)s”: stories by everybody were searched.")
            ),
            since=since,
            before=before,
            order=self.order,
        )

    def address(self, **changes: str) -> str:
        """The query string of this search with some parameters changed, from its first page."""
        values = self.values | {"page": ""} | changes
        return "?" + urlencode({name: values[name] for name in READS if values[name]})

    def _language(self) -> str:
        chosen = self.values["language"]
        if chosen and chosen != EVERY and chosen not in settings.NEWSROOM_LANGUAGES:
            self._note(_("There are no stories in the language “%(text)s”."), chosen)
        return self.language

    def _sections(self) -> frozenset[int]:
        text = self.values["section"]
        found = self.choices.section(text) if text else frozenset()
        if text and not found:
            self._note(_("There is no section “%(text)s”: all sections were searched."), text)
        return found

    def _key(self, name, find, sentence) -> int | None:
        text = self.values[name]
        found = find(text) if text else None
        if text and not found:
            self._note(sentence, text)
        return found.pk if found else None

    def _days(self):
        """The first instant of the days that are asked for, and the first after them."""
        first, last = self._span("from"), self._span("to")
        if first and last and first[0] > last[1]:
            first, last = last, first  # there is one thing that it can mean
        self.values["from"] = first[0].isoformat() if first else ""
        self.values["to"] = last[1].isoformat() if last else ""
        zone = settings.NEWSROOM_ZONE
        return (
            days.start_of(first[0], zone=zone) if first else None,
            days.span_of(last[1], zone=zone).end if last else None,
        )

    def _span(self, name: str) -> tuple[date, date] | None:
        text = self.values[name]
        span = _span(text.translate(_DIGITS)) if text else None
        if text and not span:
            self._note(_("“%(text)s” is not a date and was left out. Write it like 2025-01-04."), text)
        return span

    def _note(self, sentence: str, text: str) -> None:
        self.problems.append(sentence % {"text": text[:60]})


def read(asked: Mapping[str, str], *, language: str, choices: Choices) -> SearchForm:
    """The form as an address fills it; of a parameter that is repeated the last one counts, others are ignored."""
    values = {name: clean_line(asked.get(name, "")[:LONGEST]) for name in READS}
    values["q"] = clean_line(asked.get("q", "")[: 2 * MOST_CHARACTERS])
    return SearchForm(values=values, page_language=language, choices=choices)


def _span(text: str) -> tuple[date, date] | None:
    """The first and the last day of a day, a month or a year."""
    found = _DAY.fullmatch(text)
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    if year not in moments.YEARS:
        return None
    try:
        first = date(year, month or 1, day or 1)
    except ValueError:
        return None
    if day:
        return first, first
    following = date(year + (not month or month == 12), (month or 12) % 12 + 1, 1)
    return first, following - timedelta(days=1)
