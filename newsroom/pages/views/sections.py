"""Section fronts, sub-sections, and the rest of their lists."""

from django.http import Http404
from django.utils.html import format_html

from articles.models import Publication
from articles.paths import section_path
from newsroom.languages import language_of_path
from newsroom.pages import lists
from newsroom.pages.answers import answer, reader_page
from newsroom.pages.former import with_former_addresses
from newsroom.pages.frame import Page
from newsroom.pages.lists import asked_place
from newsroom.pages.periods import year_of
from newsroom.pages.queries import shown_sections
from newsroom.pages.views.listing import list_page
from newsroom.pages.words import Link, section_link


@reader_page
@with_former_addresses
def section(request, section, sub=None):
    language, place = language_of_path(request.path_info), asked_place(request)
    sections = list(shown_sections())
    found = find_section(sections, section, sub=sub)
    listed = lists.stories(Publication.objects.in_language(language).in_section(found), place=place)
    context = section_page(found, listed, sections=sections, language=language)
    return answer(request, "pages/section.html", context=context)


def section_page(found, listed, *, sections, language):
    """The context of a section's front with a list of its stories."""
    page = Page(language=language, path="", title=found.name(language), sections=sections, section_id=found.top.pk)
    return list_page(page, listed, bare_path=found.path) | {
        "subsections": _subsections(sections, found, language=language),
        "parent": section_link(found.parent, language) if found.parent else None,
        "archive": _archive(found, listed, language=language),
    }


def find_section(sections, slug, *, sub=None):
    """The section that an address names, a sub-section below its parent. Raises Http404."""
    path = f"/{slug}/{sub}/" if sub else f"/{slug}/"
    found = next((section for section in sections if section.path == path), None)
    if not found:
        raise Http404
    return found


def _subsections(sections, found, *, language):
    below = (section for section in sections if section.parent_id == found.pk and not section.hidden)
    return [section_link(section, language) for section in below]


def _archive(section, listed, *, language):
    """The year that a list's newest story is in; stories of a sub-section are in its parent's archive."""
    if section.parent_id or not listed.newest_at:
        return None
    period = year_of(listed.newest_at)
    return Link(section_path(section, language) + period.address, format_html("{}", period.name))
