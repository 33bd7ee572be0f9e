"""The addresses of feeds: `feed.xml` (Atom) and `rss.xml` under the pages that they belong to."""

from __future__ import annotations

from collections.abc import Sequence

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
from newsroom.pages.feeds.entries import NEVER, Feed
from newsroom.pages.feeds.rows import Newest
from newsroom.pages.feeds.stories import correction_entries, newest_stories, story_entries
from newsroom.pages.files import file_answer
from newsroom.pages.former import with_former_addresses
from newsroom.pages.queries import KEY, corrections_in, shown_sections
from newsroom.pages.views.people import stories_about, stories_by
from newsroom.pages.views.sections import find_section
from newsroom.prepared import Asked

FORMS = {"feed.xml": atom, "rss.xml": rss}


def _of_language():
    return Publication.objects.in_language(Asked("language"))


_OF_SITE = Newest(_of_language)
_OF_SECTION = Newest(lambda: _of_language().filter(top_section=Asked("record", KEY)))
_OF_SUB_SECTION = Newest(lambda: _of_language().filter(section=Asked("record", KEY)))
_BY_AUTHOR = Newest(lambda: stories_by(Asked("record", KEY)).in_language(Asked("language")))
_ABOUT_TOPIC = Newest(lambda: stories_about(Asked("record", KEY)).in_language(Asked("language")))


@reader_page
def site_feed(request, form):
    language = language_of_path(request.path_info)
    newsroom = in_language(settings.NEWSROOM_NAME, language)
    description = _("News, reports and opinion from %(newsroom)s.") % {"newsroom": newsroom}
    stories = newest_stories(_OF_SITE.sizes(language=language))
    return _answer(request, form, "/", title=newsroom, description=description, stories=stories)


@reader_page
@with_former_addresses
def section_feed(request, form, section, sub=None):
    found = find_section(shown_sections(), section, sub=sub)
    return _stories_of(request, form, found, kind=_OF_SUB_SECTION if found.parent_id else _OF_SECTION)


@reader_page
@with_former_addresses
def author_feed(request, form, slug):
    found = get_object_or_404(Author.objects.shown(), slug=slug)
    return _stories_of(request, form, found, kind=_BY_AUTHOR)


@reader_page
@with_former_addresses
def topic_feed(request, form, slug):
    found = get_object_or_404(Topic.objects.shown(), slug=slug)
    return _stories_of(request, form, found, kind=_ABOUT_TOPIC)


@reader_page
def corrections_feed(request, form):
    language = language_of_path(request.path_info)
    entries = correction_entries(corrections_in(language), language=language)
    updated_at = max((entry.updated_at for entry in entries), default=NEVER)
    written = [FORMS[form].entry_markup(entry, language=language) for entry in entries]
    description = _("What we have put right in published stories, newest first.")
    title = _titled(_("Corrections and clarifications"), language)
    about = {"title": title, "description": description}
    return _answer(request, form, "/corrections/", **about, entries=written, updated_at=updated_at)


def _stories_of(request, form, found, *, kind) -> HttpResponse:
    language = language_of_path(request.path_info)
    name = found.name(language)
    return _answer(
        request,
        form,
        found.path,
        title=_titled(name, language),
        description=_("%(title)s: news from %(newsroom)s")
        % {"title": name, "newsroom": in_language(settings.NEWSROOM_NAME, language)},
        stories=newest_stories(kind.sizes(record=found.pk, language=language)),
    )


def _titled(name: str, language: str) -> str:
    return f"{name} | {in_language(settings.NEWSROOM_NAME, language)}"


def _answer(request: HttpRequest, form: str, bare_path: str, *, stories: Sequence = (), **of_feed) -> HttpResponse:
    kind, language = FORMS[form], language_of_path(request.path_info)
    if stories:
        of_feed["entries"] = story_entries(stories, write=kind.entry_markup)
        of_feed["updated_at"] = max(story.updated_at for story in stories)
    page_path = language_prefix(language) + bare_path
    feed = Feed(path=page_path + form, page_path=page_path, language=language, **of_feed)
    response = file_answer(request, kind.feed_document(feed), media_type=kind.MEDIA_TYPE)
    if settings.WEBSUB_HUB:  # W3C WebSub, 4: the header first, the links in the feed for those who read no headers
        response.headers["Link"] = f'<{settings.WEBSUB_HUB}>; rel="hub", <{feed.address}>; rel="self"'
    return response
