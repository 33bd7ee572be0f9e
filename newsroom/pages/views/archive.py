"""The archive of a section: a year, a month, a day."""

from functools import lru_cache
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
from newsroom.prepared import Asked, Prepared


@reader_page
@with_former_addresses
def archive(request, section, year, month=None, day=None):
    language, place = language_of_path(request.path_info), asked_place(request)
    period = _period(year, month, day)
    around = surroundings(language)
    found = find_section(around.sections, section)
    parts = _parts(found, period)
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
        "neighbours": [_link(start, near) for near in _neighbours(found, language, period)],
    }
    return answer(request, "pages/archive.html", context=context)


def _period(*parts):
    try:
        return Period(*(int(part) if part else None for part in parts))
    except ValueError as error:
        raise Http404 from error


def _between(stories, start, end):
    return stories.filter(first_published_at__gte=start, first_published_at__lt=end)


_IN_SECTION = {"top_section": Asked("section", KEY)}
_IN_LIST = {"language": Asked("language"), **_IN_SECTION}
_START, _END = Asked("start", DateTimeField()), Asked("end", DateTimeField())
_OF_PERIOD = lists.Stories(lambda: _between(Publication.objects.filter(**_IN_LIST), _START, _END))


@lru_cache
def _parts_asked(truncating, zone):
    truncated = truncating("first_published_at", tzinfo=ZoneInfo(zone))
    live = _between(Publication.objects.live().filter(**_IN_SECTION), _START, _END)
    return Prepared(lambda: live.order_by().values_list("language", truncated).distinct())


def _parts(section, period):
    """By language, the months of a year or days of a month that have stories, in order."""
    start, end = period.bounds
    asked = _parts_asked(TruncDay if period.month else TruncMonth, settings.NEWSROOM_ZONE)
    parts = {}
    for language, at in sorted(asked.rows(section=section.pk, start=start, end=end)):
        parts.setdefault(language, []).append(period.within(at))
    return parts


def _nearest():
    live = Publication.objects.live().filter(**_IN_LIST)
    earlier = live.filter(first_published_at__lt=_START).order_by("-first_published_at")
    later = live.filter(first_published_at__gte=_END).order_by("first_published_at")
    moments = earlier.values_list("first_published_at")[:1].union(later.values_list("first_published_at")[:1])
    return moments.order_by("first_published_at")


_NEAREST = Prepared(_nearest)


def _neighbours(section, language, period):
    """The nearest periods of the same kind that have stories: one earlier, one later."""
    start, end = period.bounds
    found = _NEAREST.rows(section=section.pk, language=language, start=start, end=end)
    return [period.like(at) for (at,) in found]


def _link(start, period):
    return Link(start + period.address, format_html("{}", period.name))
