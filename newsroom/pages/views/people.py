"""Pages of authors and topics: who and what stories are by and about."""

from dataclasses import replace

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from articles.models import Author, Publication, PublicationByline, Topic
from articles.paths import language_prefix
from newsroom.languages import language_of_path
from newsroom.pages import lists
from newsroom.pages.answers import answer, reader_page
from newsroom.pages.former import with_former_addresses
from newsroom.pages.frame import Page
from newsroom.pages.lists import asked_place
from newsroom.pages.queries import KEY
from newsroom.pages.structured.lists import profile_page
from newsroom.pages.surroundings import surroundings
from newsroom.pages.views.listing import list_page
from newsroom.pages.words import named
from newsroom.prepared import Asked


@reader_page
@with_former_addresses
def author(request, slug):
    found = get_object_or_404(Author.objects.shown(), slug=slug)
    listed, around = _listed(request, _BY_AUTHOR, found)
    return answer(request, "pages/author.html", context=author_page(found, listed, **around))


@reader_page
@with_former_addresses
def topic(request, slug):
    found = get_object_or_404(Topic.objects.shown(), slug=slug)
    listed, around = _listed(request, _ABOUT_TOPIC, found)
    return answer(request, "pages/topic.html", context=topic_page(found, listed, **around))


def stories_by(author):
    theirs = PublicationByline.objects.filter(author=author).values("publication")
    return Publication.objects.filter(pk__in=theirs)


def stories_about(topic):
    return Publication.objects.filter(topics=topic)


_BY_AUTHOR = lists.Stories(lambda: stories_by(Asked("record", KEY)).in_language(Asked("language")))
_ABOUT_TOPIC = lists.Stories(lambda: stories_about(Asked("record", KEY)).in_language(Asked("language")))


def author_page(author, listed, *, sections, language, known=None):
    """The context of an author's page with a list of stories."""
    title = _("Stories by %(name)s") % {"name": author.name(language)}
    context = _page(author, listed, title=title, sections=sections, language=language, known=known)
    page = context["page"]
    _list, way = page.things
    context["page"] = replace(page, things=[profile_page(page, author, listed.rows), way])
    return context | {"biography": named(author.biographies, language)}


def topic_page(topic, listed, *, sections, language, known=None):
    """The context of a topic's page with a list of stories."""
    title = _("Topic: %(name)s") % {"name": topic.name(language)}
    return _page(topic, listed, title=title, sections=sections, language=language, known=known)


def _page(found, listed, *, title, sections, language, known):
    """Titles say what kind of page it is: a section may have the name of a topic, and an author the newsroom's."""
    name, path = found.name(language), language_prefix(language) + found.path
    page = Page(language=language, path="", title=title, sections=sections, feeds={path: name}, known=known)
    return list_page(page, listed, bare_path=found.path) | {"heading": named(found.names, language)}


def _listed(request, kind, record):
    language, place = language_of_path(request.path_info), asked_place(request)
    listed, around = kind.listed(place=place, record=record.pk, language=language), surroundings(language)
    return listed, {"sections": around.sections, "known": around, "language": language}
