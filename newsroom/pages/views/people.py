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
    theirs = PublicationByline.objects.filter(author=found).values("publication")
    context = _listed(request, found, stories=Publication.objects.filter(pk__in=theirs), bare_path=f"/authors/{slug}/")
    language = context["page"].language
    context |= {"heading": named(found.names, language), "biography": named(found.biographies, language)}
    return answer(request, "pages/author.html", context=context)


@reader_page
@with_former_addresses
def topic(request, slug):
    found = get_object_or_404(Topic.objects.shown(), slug=slug)
    context = _listed(request, found, stories=Publication.objects.filter(topics=found), bare_path=f"/topics/{slug}/")
    context["heading"] = named(found.names, context["page"].language)
    return answer(request, "pages/topic.html", context=context)


def _listed(request, found, *, stories, bare_path):
    language, place = language_of_path(request.path_info), asked_place(request)
    listed = lists.stories(stories.in_language(language), place=place)
    page = Page(language=language, path="", title=found.name(language), sections=list(shown_sections()))
    return list_page(page, listed, bare_path=bare_path)
