"""The pages that a story will appear on, rendered with the story in its place among what is live."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import dataclass, replace
from functools import partial

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from articles.models import Publication, Section
from newsroom.pages import lists
from newsroom.pages.cursors import Place
from newsroom.pages.frame import NOINDEX
from newsroom.pages.fronts import arrange
from newsroom.pages.queries import EACH, shown_sections
from newsroom.pages.reading import reading
from newsroom.pages.story_rows import teasers
from newsroom.pages.surroundings import surroundings
from newsroom.pages.views.front import front_page, front_stories
from newsroom.pages.views.people import author_page, stories_about, stories_by, topic_page
from newsroom.pages.views.sections import section_page

from .drafts import Draft


@dataclass(frozen=True)
class Appearance:
    """One page with the story on it: its key in an address, what it is called, and what makes its context."""

    key: str
    label: str
    template: str
    context: Callable[[Draft], dict]

    @property
    def links_to_story(self) -> bool:
        """Whether it is a list, where the story is a link."""
        return self.context is not article


def appearances(draft: Draft) -> list[Appearance]:
    """Every page that a publication would put the story on, the story itself first."""
    language, section = draft.language, draft.publication.section
    found = [
        Appearance("article", _("The story"), "pages/article.html", article),
        Appearance("front", _("Front page"), "pages/front.html", front),
        _of_section("section", section.top, language=language),
    ]
    if section.parent_id:
        found.append(_of_section("subsection", section, language=language))
    for topic in draft.topics:
        label = _("Topic: %(name)s") % {"name": topic.name(language)}
        context = partial(listing, make=topic_page, record=topic, stories=stories_about(topic))
        found.append(Appearance(f"topic-{topic.slug}", label, "pages/topic.html", context))
    for author in draft.authors:
        label = _("Author: %(name)s") % {"name": author.name(language)}
        context = partial(listing, make=author_page, record=author, stories=stories_by(author))
        found.append(Appearance(f"author-{author.slug}", label, "pages/author.html", context))
    return [*found, Appearance("search", _("Search results and links"), "previews/found.html", article)]


def document(draft: Draft, appearance: Appearance, *, shell: str, title: str = "", around: dict | None = None) -> str:
    """The page as HTML, in the story's language; `shell` is the template around it, `around` what that one shows.

    A `title` stands in the head in place of the story's own words: services to which somebody pastes a link show
    what they find there.
    """
    with translation.override(draft.language):
        context = appearance.context(draft)
        kept = {"title": title, "description": title} if title else {}
        context["page"] = replace(context["page"], robots=NOINDEX, shell=shell, **kept)
        return render_to_string(appearance.template, context | (around or {}))


def article(draft: Draft) -> dict:
    return reading(draft.publication, sections=_sections(draft, shown_sections()))


def front(draft: Draft) -> dict:
    around = surroundings(draft.language)
    sections = _sections(draft, around.top_sections, only_top=True)
    arranged = around.front(None)
    shown = {"slots": arranged.slots, "at": arranged.moment(timezone.now())}
    live = front_stories(language=draft.language, **shown).exclude(pk=draft.publication.pk)
    stories = _with_draft(draft, teasers(live))
    front = arrange(stories, sections=sections, **shown)
    return front_page(front, sections=sections, around=around, language=draft.language)


def listing(draft: Draft, *, make: Callable, record, stories) -> dict:
    """A list of stories with the draft where its date puts it; one that is old opens the part that it is in."""
    language, publication = draft.language, draft.publication
    live = teasers(stories.live().in_language(language).exclude(pk=publication.pk)).newest_first()
    at = publication.first_published_at
    newer = list(live.filter(first_published_at__gt=at)[: lists.LENGTH])
    is_far_down = len(newer) == lists.LENGTH
    older = live.filter(first_published_at__lte=at)
    rows = [*([] if is_far_down else newer), publication]
    rows += older[: lists.LENGTH + 1 - len(rows)]
    place = Place(newer[-1].first_published_at, newer[-1].pk) if is_far_down else None
    listed = lists.listed_stories(rows, place=place)
    return make(record, listed, sections=_sections(draft, shown_sections()), language=language)


def leading(draft: Draft, path: str) -> Draft:
    """The draft as lists link to it while nothing is at its own address."""
    linked = copy(draft.publication)
    linked.path = path
    return replace(draft, publication=linked)


def _of_section(key: str, section: Section, *, language: str) -> Appearance:
    label = _("Section: %(name)s") % {"name": section.name(language)}
    stories = Publication.objects.in_section(section) if section.pk else Publication.objects.none()
    context = partial(listing, make=section_page, record=section, stories=stories)
    return Appearance(key, label, "pages/section.html", context)


def _sections(draft: Draft, shown: Iterable[Section], *, only_top: bool = False) -> list[Section]:
    """The sections that have a page, and the story's own, which it would give one."""
    sections = list(shown)
    own = [draft.publication.top_section] if only_top else [draft.publication.top_section, draft.publication.section]
    missing = {section.slug: section for section in own if section not in sections}
    return sorted([*sections, *missing.values()], key=lambda section: (section.order, section.slug))


def _with_draft(draft: Draft, stories: Iterable[Publication]) -> list[Publication]:
    """Newest first. The front page reads EACH stories of a section: an older one is not on it."""
    rows, own = list(stories), draft.publication
    newer = [row for row in rows if row.first_published_at > own.first_published_at]
    if sum(1 for row in newer if row.top_section_id == own.top_section_id) >= EACH:
        return rows
    return [*newer, own, *rows[len(newer) :]]
