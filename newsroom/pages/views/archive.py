"""The archive of a section: a year, a month, a day."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import DateTimeField
from django.db.models.functions import TruncDay, TruncMonth
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
from newsroom.pages.periods import Period
from newsroom.pages.queries import KEY
from newsroom.pages.surroundings import surroundings
from newsroom.pages.views.listing import list_page
from newsroom.pages.views.sections import find_section
from newsroom.pages.words import Link, section_link
from newsroom.prepared import Asked


@reader_page
@with_former_addresses
def archive(request, section, year, month=None, day=None):
    language, place = language_of_path(request.path_info), asked_place(request)
    period = _period(year, month, day)
    around = surroundings(language)
    found = find_section(around.sections, section)
    live = Publication.objects.live().in_section(found)
    parts = _parts(live, period)
    if language not in parts:
        raise Http404
    start, end = period.bounds
    listed = _OF_PERIOD.listed(place=place, section=found.pk, language=language, start=start, end=end)
    title = f"{found.name(language)}, {period.name}"
    start, name = section_path(found, language), found.name(language)
    page = Page(
        language=language,
        path="",
        title=title,
        sections=around.sections,
        section_id=found.pk,
        feeds={start: name},
        known=around,
    )
    above = [(name, start), *((larger.name, start + larger.address) for larger in period.above)]
    context = list_page(page, listed, bare_path=found.path + period.address, languages=parts, above=above)
    context |= {
        "section": section_link(found, language),
        "above": [_link(start, larger) for larger in period.above],
        "parts": [_link(start, part) for part in parts[language]] if not period.day else [],
        "neighbours": [_link(start, near) for near in _neighbours(live.in_language(language), period)],
    }
    return answer(request, "pages/archive.html", context=context)


def _period(*parts):
    try:
        return Period(*(int(part) if part else None for part in parts))
    except ValueError as error:
        raise Http404 from error


def _between(stories, start, end):
    return stories.filter(first_published_at__gte=start, first_published_at__lt=end)


def _of_period():
    stories = Publication.objects.filter(language=Asked("language"), top_section=Asked("section", KEY))
    return _between(stories, Asked("start", DateTimeField()), Asked("end", DateTimeField()))


_OF_PERIOD = lists.Stories(_of_period)


def _parts(live, period):
    """By language, the months of a year or days of a month that have stories, in order."""
    truncated = (TruncDay if period.month else TruncMonth)(
        "first_published_at", tzinfo=ZoneInfo(settings.NEWSROOM_ZONE)
    )
    rows = _between(live, *period.bounds).order_by().values_list("language", truncated).distinct()
    parts = {}
    for language, at in sorted(rows):
        parts.setdefault(language, []).append(period.within(at))
    return parts


def _neighbours(stories, period):
    """The nearest periods of the same kind that have stories: one earlier, one later."""
    start, end = period.bounds
    earlier = stories.filter(first_published_at__lt=start).order_by("-first_published_at")
    later = stories.filter(first_published_at__gte=end).order_by("first_published_at")
    moments = earlier.values_list("first_published_at")[:1].union(later.values_list("first_published_at")[:1])
    return [period.like(at) for (at,) in moments.order_by("first_published_at")]


def _link(start, period):
    return Link(start + period.address, format_html("{}", period.name))
