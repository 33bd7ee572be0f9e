"""What stands around the results of a search: the form's fields, pages, and ways on where nothing was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.languages import language_name
from articles.models import Section
from articles.paths import language_prefix
from articles.questions import BEST, NEWEST, Question
from newsroom.pages.frame import NOINDEX, Page
from newsroom.pages.search_choices import OFFERED
from newsroom.pages.search_form import EVERY, SearchForm
from newsroom.pages.spellings import meant
from newsroom.pages.words import language_of

NARROWS = ("section", "topic", "author", "from", "to")


class Choice(NamedTuple):
    """One of the values that a field may have. `language` is that of a name which is not in the page's."""

    value: str
    name: str
    is_chosen: bool
    language: str = ""


class WayOn(NamedTuple):
    """Another search, with what it is."""

    address: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Fields:
    """The form's fields but the words. Of topics and authors there are names only where they are few. `chosen` is
    what narrows the search, in words."""

    sections: Sequence[Choice]
    languages: Sequence[Choice]
    orders: Sequence[Choice]
    topics: Sequence[str]
    authors: Sequence[str]
    chosen: Sequence[str]
    everything: str  # the address of the search without all that


def search_page(form: SearchForm, *, number: int) -> Page:
    text = form.values["q"]
    title = _("Search: %(text)s") % {"text": text[:80]} if text else _("Search")
    asked = form.address(page=str(number) if number > 1 else "")
    path = "/search/" + (asked if asked != "?" else "")
    return Page(
        language=form.page_language,
        path=language_prefix(form.page_language) + path,
        title=title,
        description=_("Search all stories by words, section, topic, author and date."),
        sections=form.choices.sections,
        versions={code: language_prefix(code) + path for code in settings.NEWSROOM_LANGUAGES},
        robots=NOINDEX,
    )


def fields(form: SearchForm) -> Fields:
    language, values = form.page_language, form.values
    chosen = form.choices.section(values["section"]) if values["section"] else frozenset()
    main = next((row for row in form.choices.sections if row.pk in chosen and row.parent_id not in chosen), None)
    return Fields(
        sections=[
            Choice("", _("All sections"), is_chosen=not main),
            *(_of_section(row, language, is_chosen=row == main) for row in form.choices.sections),
        ],
        languages=[
            *(
                Choice(code, language_name(code), is_chosen=code == form.language)
                for code in settings.NEWSROOM_LANGUAGES
            ),
            Choice(EVERY, _("All languages"), is_chosen=not form.language),
        ],
        orders=[
            Choice(BEST, _("Best matches first"), is_chosen=form.order == BEST),
            Choice(NEWEST, _("Newest first"), is_chosen=form.order == NEWEST),
        ],
        topics=_offered(form.choices.topics, language),
        authors=_offered(form.choices.authors, language),
        chosen=_chosen(form, main),
        everything=form.address(**dict.fromkeys((*NARROWS, "language"), "")),
    )


def turns(form: SearchForm, *, number: int, last: int) -> list[WayOn]:
    """The pages before and after this one."""
    earlier = [WayOn(form.address(page=str(number - 1) if number > 2 else ""), _("Previous page"))]
    later = [WayOn(form.address(page=str(number + 1)), _("Next page"))]
    return (earlier if number > 1 else []) + (later if number < last else [])


def ways_on(form: SearchForm, question: Question) -> list[WayOn]:
    """Searches that may find more than this one, which found nothing."""
    found = []
    if guess := meant(question):
        found.append(WayOn(form.address(q=guess), _("Did you mean “%(words)s”?") % {"words": guess}))
    if question.language and form.values["language"]:
        found.append(WayOn(form.address(language=EVERY), _("Search in all languages")))
    if question.is_narrowed and question.text:
        found.append(WayOn(form.address(**dict.fromkeys(NARROWS, "")), _("Search all sections, topics and dates")))
    return found


def _chosen(form: SearchForm, section: Section | None) -> list[str]:
    said = [_section_name(section, form.page_language)] if section else []
    said += [form.values[name] for name in ("topic", "author") if form.values[name]]
    if form.language != form.page_language:
        said.append(language_name(form.language) if form.language else _("All languages"))
    if form.values["from"] or form.values["to"]:
        said.append(" – ".join(_day(form.values[name]) for name in ("from", "to")).strip())
    return said


def _day(text: str) -> str:
    return date_format(date.fromisoformat(text)) if text else ""


def _of_section(section: Section, page_language: str, *, is_chosen: bool) -> Choice:
    language = language_of(section.names, page_language)
    name = _section_name(section, page_language)
    return Choice(section.slug, name, is_chosen, language if language != page_language else "")


def _section_name(section, language: str) -> str:
    name = section.name(language)
    return f"{section.parent.name(language)} › {name}" if section.parent else name


def _offered(records: Sequence, language: str) -> Sequence[str]:
    return sorted(record.name(language) for record in records) if len(records) <= OFFERED else ()
