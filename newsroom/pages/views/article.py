"""A story, or what stands at its address once it is taken back or has moved."""

import unicodedata

from django.http import Http404
from django.utils.translation import gettext as _

from newsroom.languages import language_of_path
from newsroom.pages.answers import UNKEPT, UNKEPT_BY_ANYBODY, answer, moved, reader_page
from newsroom.pages.frame import NOINDEX, Page
from newsroom.pages.queries import shown_sections
from newsroom.pages.reading import reading
from newsroom.pages.stories import give_section, new_path, story_at
from newsroom.pages.words import section_link


@reader_page
def article(request, **_parts):
    path = unicodedata.normalize("NFC", request.path_info)
    publication = story_at(path)
    if not publication:
        return _elsewhere(path)
    if path != request.path_info:
        return moved(path)
    sections = shown_sections()
    give_section(publication, sections)
    if publication.status == "live":
        return answer(request, "pages/article.html", context=reading(publication, sections=sections))
    return taken_back(request, publication, sections=sections)


def _elsewhere(path):
    target = new_path(path, language=language_of_path(path))
    if not target:
        raise Http404
    return moved(target)


def taken_back(request, publication, *, sections):
    """Readers are told in the place of the story; search engines are told to forget it (410: for good)."""
    title, sentence = words_of_status(publication.status)
    page = Page(
        language=publication.language,
        path=publication.path,
        title=title,
        sections=sections,
        section_id=publication.top_section_id,
        robots=NOINDEX,
    )
    context = {
        "page": page,
        "section": section_link(publication.section, publication.language),
        "notice": "" if publication.status == "removed" else publication.notice,
        "sentence": sentence,
    }
    status, cache = (410, UNKEPT_BY_ANYBODY) if publication.status == "removed" else (200, UNKEPT)
    return answer(request, "pages/notice.html", context=context, status=status, cache=cache)


def words_of_status(status):
    return {
        "held": (
            _("This story is not available for now"),
            _("We have taken this story down for the moment, to look at it again."),
        ),
        "retracted": (_("This story has been retracted"), _("We have withdrawn this story.")),
        "removed": (_("This story has been removed"), _("It is no longer available here.")),
    }[status]
