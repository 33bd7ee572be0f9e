"""The addresses of feeds: `feed.xml` (Atom) and `rss.xml` under the pages that they belong to."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from articles.languages import in_language
from articles.models import Author, Publication, Topic
from articles.paths import language_prefix
from newsroom.languages import language_of_path
from newsroom.pages.answers import reader_page
from newsroom.pages.feeds import atom, rss
from newsroom.pages.feeds.entries import Feed
from newsroom.pages.feeds.stories import correction_entries, story_entries
from newsroom.pages.files import file_answer
from newsroom.pages.former import with_former_addresses
from newsroom.pages.queries import corrections_in, shown_sections
from newsroom.pages.views.people import stories_about, stories_by
from newsroom.pages.views.sections import find_section

FORMS = {"feed.xml": atom, "rss.xml": rss}


@reader_page
def site_feed(request, form):
    language = language_of_path(request.path_info)
    newsroom = in_language(settings.NEWSROOM_NAME, language)
    stories = Publication.objects.in_language(language)
    description = _("News, reports and opinion from %(newsroom)s.") % {"newsroom": newsroom}
    return _answer(request, form, "/", title=newsroom, description=description, entries=story_entries(stories))


@reader_page
@with_former_addresses
def section_feed(request, form, section, sub=None):
    found = find_section(shown_sections(), section, sub=sub)
    stories = Publication.objects.in_section(found)
    return _stories_of(request, form, found, stories=stories)


@reader_page
@with_former_addresses
def author_feed(request, form, slug):
    found = get_object_or_404(Author.objects.shown(), slug=slug)
    return _stories_of(request, form, found, stories=stories_by(found))


@reader_page
@with_former_addresses
def topic_feed(request, form, slug):
    found = get_object_or_404(Topic.objects.shown(), slug=slug)
    return _stories_of(request, form, found, stories=stories_about(found))


@reader_page
def corrections_feed(request, form):
    language = language_of_path(request.path_info)
    entries = correction_entries(corrections_in(language), language=language)
    description = _("What we have put right in published stories, newest first.")
    title = _titled(_("Corrections and clarifications"), language)
    return _answer(request, form, "/corrections/", title=title, description=description, entries=entries)


def _stories_of(request, form, found, *, stories) -> HttpResponse:
    language = language_of_path(request.path_info)
    name = found.name(language)
    return _answer(
        request,
        form,
        found.path,
        title=_titled(name, language),
        description=_("%(title)s: news from %(newsroom)s")
        % {"title": name, "newsroom": in_language(settings.NEWSROOM_NAME, language)},
        entries=story_entries(stories.in_language(language)),
    )


def _titled(name: str, language: str) -> str:
    return f"{name} | {in_language(settings.NEWSROOM_NAME, language)}"


def _answer(request: HttpRequest, form: str, bare_path: str, **of_feed) -> HttpResponse:
    language = language_of_path(request.path_info)
    page_path = language_prefix(language) + bare_path
    feed = Feed(path=page_path + form, page_path=page_path, language=language, **of_feed)
    kind = FORMS[form]
    response = file_answer(request, kind.feed_document(feed), media_type=kind.MEDIA_TYPE)
    if settings.WEBSUB_HUB:  # W3C WebSub, 4: the header first, the links in the feed for those who read no headers
        response.headers["Link"] = f'<{settings.WEBSUB_HUB}>; rel="hub", <{feed.address}>; rel="self"'
    return response
