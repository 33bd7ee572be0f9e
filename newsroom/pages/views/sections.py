"""Section fronts, sub-sections, and the rest of their lists."""

from dataclasses import replace
from functools import partial

from django.http import Http404
from django.utils import timezone
from django.utils.html import format_html

from articles.models import Publication
from articles.paths import section_path
from newsroom.fronts.filling import fill
from newsroom.fronts.slots import MOST_ON_SECTION_FRONT, standing
from newsroom.languages import language_of_path
from newsroom.pages import lists
from newsroom.pages.answers import answer, reader_page
from newsroom.pages.arranged import on_top
from newsroom.pages.former import with_former_addresses
from newsroom.pages.frame import Page
from newsroom.pages.lists import asked_place
from newsroom.pages.periods import year_of
from newsroom.pages.queries import KEY
from newsroom.pages.story_rows import teasers
from newsroom.pages.surroundings import surroundings
from newsroom.pages.teasers import SECOND, SECTION_LEAD, Teaser, all_teasers, hurried, rows_of
from newsroom.pages.views.listing import list_page
from newsroom.pages.words import Link, named, section_link
from newsroom.prepared import Asked

OPENING = 4  # stories on top of a section's list


def _kinds(**options):
    """A kind of list for sub-sections, and one for top sections, which have what their sub-sections have."""
    return {
        is_sub: lists.Stories(partial(_in_section, "section" if is_sub else "top_section"), **options)
        for is_sub in (True, False)
    }


def _in_section(field):
    return Publication.objects.in_language(Asked("language")).filter(**{field: Asked("section", KEY)})


_LISTS = _kinds()
_BELOW_SLOTS = _kinds(most=lists.LENGTH + 1 + MOST_ON_SECTION_FRONT)


@reader_page
@with_former_addresses
def section(request, section, sub=None):
    language, place = language_of_path(request.path_info), asked_place(request)
    around = surroundings(language)
    sections = around.sections
    found = find_section(sections, section, sub=sub)
    if place:
        top, listed = {}, _LISTS[bool(found.parent_id)].listed(place=place, section=found.pk, language=language)
    else:
        top, listed = section_front(found, language=language, around=around)
    first = [story.path for story in (top.get("lead"), *top.get("seconds", [])) if story]
    context = top | section_page(found, listed, sections=sections, language=language, first=first)
    context["page"] = replace(context["page"], known=around)
    return answer(request, "pages/section.html", context=context)


def section_front(found, *, language, around):
    """What editors put on top of a section's stories, and the list of the others below it."""
    return laid_out(**stories_of_front(found, language=language, around=around))


def stories_of_front(found, *, language, around):
    """The newest stories of a section, those that editors placed, the slots, and the moment that they are shown for."""
    arranged = around.front(found.pk)
    at = arranged.moment(timezone.now())
    kinds = _BELOW_SLOTS if arranged.slots else _LISTS
    newest = kinds[bool(found.parent_id)].rows(section=found.pk, language=language)
    placed = _placed(arranged, newest, language=language, at=at) if arranged.slots else ()
    return {"newest": newest, "placed": placed, "slots": arranged.slots, "at": at}


def laid_out(newest, placed, *, slots, at):
    """The slots of a section front, and the list of what is not in them; without slots, the newest on top."""
    if not slots:
        return _opening(newest)
    filled = fill(slots, at=at, placed=placed, newest=newest)
    above = {row.story.article_id for row in filled}
    others = [row for row in newest if row.article_id not in above]
    listed = lists.listed_stories(others, is_top=not filled)
    newest_at = newest[0].first_published_at if newest else None
    return on_top(filled[0] if filled else None, filled[1:], sizes=SECTION_LEAD), replace(listed, newest_at=newest_at)


def _opening(newest):
    """The newest on top, large, and some beside each other, where nobody arranged anything and there are enough."""
    listed = lists.listed_stories(newest)
    if len(newest) <= OPENING:
        return {}, listed
    lead, *seconds = newest[:OPENING]
    first, *beside = hurried([Teaser(story=lead, sizes=SECTION_LEAD), *all_teasers(seconds, sizes=SECOND)])
    below = rows_of(newest[OPENING : lists.LENGTH], is_top=False)
    return {"lead": first, "seconds": beside}, replace(listed, rows=below)


def _placed(arranged, newest, *, language, at):
    """The live stories that are meant to stand in slots: most are among the newest."""
    wanted = set(standing(arranged.slots, at=at)) - {row.article_id for row in newest}
    older = Publication.objects.live().in_language(language).filter(article_id__in=wanted)
    return [*newest, *teasers(older)] if wanted else newest


def section_page(found, listed, *, sections, language, first=()):
    """The context of a section's front with a list of its stories; `first` are the paths of those on top of it."""
    name, path = found.name(language), section_path(found, language)
    above = [(found.parent.name(language), section_path(found.parent, language))] if found.parent else []
    page = Page(
        language=language,
        path="",
        title=", ".join([name, *(parent for parent, _path in above)]),
        sections=sections,
        section_id=found.top.pk,
        feeds={path: name},
    )
    return list_page(page, listed, bare_path=found.path, above=above, first=first) | {
        "heading": named(found.names, language),
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
