"""The versions of a live story that readers had, and what each of them changed: where the newsroom shows them."""

import unicodedata

from django.conf import settings
from django.http import Http404
from django.utils.translation import gettext as _

from articles.models import Publication
from newsroom.pages.answers import answer, reader_page
from newsroom.pages.frame import NOINDEX, Page
from newsroom.pages.queries import shown_sections
from newsroom.pages.versions import changes_in, rows_of
from newsroom.pages.words import section_link


@reader_page
def versions(request, **_parts):
    """`<article>versions/`: the list, newest first."""
    story = _story(request, ending="versions/")
    rows = rows_of(story)
    if not rows:
        raise Http404
    title = _("Versions of “%(headline)s”") % {"headline": story.headline}
    context = _context(story, path=f"{story.path}versions/", title=title) | {"rows": rows}
    return answer(request, "pages/versions.html", context=context)


@reader_page
def version(request, number, **_parts):
    """`<article>versions/<number>/`: one of them, with what it changed marked."""
    story = _story(request, ending=f"versions/{number}/")
    rows = rows_of(story)
    place = next((place for place, row in enumerate(rows) if row.number == int(number)), None)
    if place is None:
        raise Http404
    row = rows[place]
    title = _("Version %(number)s of “%(headline)s”") % {"number": row.number, "headline": story.headline}
    context = _context(story, path=f"{story.path}versions/{row.number}/", title=title)
    context |= {"row": row, "changes": changes_in(story, rows, place=place)}
    return answer(request, "pages/version.html", context=context)


def _story(request, *, ending):
    """The live story above an address. Raises Http404, for one that was taken back as for one that never was."""
    path = unicodedata.normalize("NFC", request.path_info).removesuffix(ending)
    story = Publication.objects.live().select_related("section__parent").filter(path=path).first()
    if not settings.PUBLIC_VERSIONS or not story:
        raise Http404
    return story


def _context(story, *, path, title):
    page = Page(
        language=story.language,
        path=path,
        title=title,
        sections=shown_sections(),
        section_id=story.top_section_id,
        robots=NOINDEX,
    )
    return {"page": page, "story": story, "section": section_link(story.section, story.language)}
