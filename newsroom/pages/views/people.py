"""Pages of authors and topics: who and what stories are by and about."""

from django.shortcuts import get_object_or_404

from articles.models import Author, Publication, PublicationByline, Topic
from newsroom.languages import language_of_path
from newsroom.pages import lists
from newsroom.pages.answers import answer, reader_page
from newsroom.pages.former import with_former_addresses
from newsroom.pages.frame import Page
from newsroom.pages.lists import asked_place
from newsroom.pages.queries import shown_sections
from newsroom.pages.views.listing import list_page
from newsroom.pages.words import named


@reader_page
@with_former_addresses
def author(request, slug):
    found = get_object_or_404(Author.objects.shown(), slug=slug)
    listed, around = _listed(request, stories_by(found))
    return answer(request, "pages/author.html", context=author_page(found, listed, **around))


@reader_page
@with_former_addresses
def topic(request, slug):
    found = get_object_or_404(Topic.objects.shown(), slug=slug)
    listed, around = _listed(request, stories_about(found))
    return answer(request, "pages/topic.html", context=topic_page(found, listed, **around))


def stories_by(author):
    theirs = PublicationByline.objects.filter(author=author).values("publication")
    return Publication.objects.filter(pk__in=theirs)


def stories_about(topic):
    return Publication.objects.filter(topics=topic)


def author_page(author, listed, *, sections, language):
    """The context of an author's page with a list of stories."""
    context = topic_page(author, listed, sections=sections, language=language)
    return context | {"biography": named(author.biographies, language)}


def topic_page(found, listed, *, sections, language):
    """The context of the page of a topic, or of an author without what is said of them."""
    page = Page(language=language, path="", title=found.name(language), sections=sections)
    return list_page(page, listed, bare_path=found.path) | {"heading": named(found.names, language)}


def _listed(request, stories):
    language, place = language_of_path(request.path_info), asked_place(request)
    listed = lists.stories(stories.in_language(language), place=place)
    return listed, {"sections": shown_sections(), "language": language}
