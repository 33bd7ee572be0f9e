"""All letters on a story, on a page of their own."""

from django.http import Http404
from django.utils.translation import gettext as _

from articles.models import Publication
from newsroom.languages import language_of_path
from newsroom.pages.answers import answer, moved, reader_page
from newsroom.pages.frame import NOINDEX, Page
from newsroom.pages.letters import LETTERS, RESPOND, listed_letters, takes_letters
from newsroom.pages.lists import asked_place
from newsroom.pages.queries import for_letters, shown_sections
from newsroom.pages.stories import new_path
from newsroom.pages.views.article import taken_back
from newsroom.pages.views.respond import story_path_of


@reader_page
def letters(request, **_parts):
    path, place = story_path_of(request, LETTERS), asked_place(request)
    story = for_letters(Publication.objects.filter(path=path)).first()
    if not story:
        return _elsewhere(path)
    sections = shown_sections()
    if story.status != "live":
        return taken_back(request, story, sections=sections)
    listed = listed_letters(story.letters.approved(), place=place, language=story.language)
    if not listed.rows:
        raise Http404
    start = story.path + LETTERS
    page = Page(
        language=story.language,
        path=f"{start}?before={listed.before}" if listed.place else start,
        title=_("Letters on “%(headline)s”") % {"headline": story.headline},
        sections=sections,
        section_id=story.top_section_id,
        robots=NOINDEX,
    )
    context = {"page": page, "story": story, "listed": listed, "start": start}
    context["respond"] = story.path + RESPOND if takes_letters(story) else ""
    return answer(request, "pages/letters.html", context=context)


def _elsewhere(path):
    target = new_path(path, language=language_of_path(path))
    if not target:
        raise Http404
    return moved(target + LETTERS)
