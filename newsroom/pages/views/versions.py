"""The versions of a live story that readers had, and what each of them changed: where the newsroom shows them."""

from django.conf import settings
from django.http import Http404
from django.utils.translation import gettext as _

from articles.models import Publication
from newsroom.pages.answers import answer, moved, reader_page
from newsroom.pages.frame import NOINDEX, Page
from newsroom.pages.queries import shown_sections
from newsroom.pages.stories import moved_path
from newsroom.pages.versions import VERSIONS, changes_in, earlier_than, readable, rows_of
from newsroom.pages.views.respond import story_path_of
from newsroom.pages.words import section_link


@reader_page
def versions(request, **_parts):
    """`<article>versions/`: the list, newest first. `?since=1&number=3`: on to what changed between two of them."""
    story = _story(path := story_path_of(request, VERSIONS))
    if not story:
        return _elsewhere(path, ending=VERSIONS)
    rows = rows_of(story)
    if not rows:
        raise Http404
    if target := _chosen(request, story, rows):
        return moved(target)
    title = _("Versions of “%(headline)s”") % {"headline": story.headline}
    context = _context(story, path=story.path + VERSIONS, title=title)
    choices = readable(rows)
    context |= {"rows": rows, "choices": choices, "since": choices[-1].number if choices else None}
    return answer(request, "pages/versions.html", context=context)


@reader_page
def version(request, number, **_parts):
    """`<article>versions/<number>/`: one of them, with what it changed marked; `?since=` an earlier one."""
    ending = f"{VERSIONS}{number}/"
    story = _story(path := story_path_of(request, ending))
    if not story:
        return _elsewhere(path, ending=ending)
    rows = rows_of(story)
    row = next((row for row in rows if row.number == int(number)), None)
    if not row:
        raise Http404
    title = _("Version %(number)s of “%(headline)s”") % {"number": row.number, "headline": story.headline}
    context = _context(story, path=story.path + ending, title=title)
    changes = changes_in(story, row.number, since=_since(request, row, rows))
    context |= {"row": row, "changes": changes, "number": row.number, "choices": readable(rows)}
    return answer(request, "pages/version.html", context=context | {"since": changes and changes.since})


def _since(request, row, rows):
    """The earlier version that was asked for, else the one before. Raises Http404 for one that is no earlier one."""
    asked = request.GET.get("since")
    if asked is None:
        return earlier_than(rows, row.number)
    for earlier in readable(rows):
        if str(earlier.number) == asked and earlier.number < row.number:
            return earlier.number
    raise Http404


def _chosen(request, story, rows):
    """Where two chosen versions are compared, whichever was named first; None unless there are two to be read."""
    asked = {request.GET.get(name) for name in ("since", "number")}
    found = sorted(row.number for row in readable(rows) if str(row.number) in asked)
    return f"{story.path}{VERSIONS}{found[1]}/?since={found[0]}" if len(found) == 2 else None


def _story(path):
    """The live story at an address; None for one that was taken back as for one that never was."""
    if not settings.PUBLIC_VERSIONS:
        raise Http404
    return Publication.objects.live().select_related("section__parent").filter(path=path).first()


def _elsewhere(path, *, ending):
    """On to the same page of a story that has moved. Raises Http404 where none has."""
    target = moved_path(path)
    if not target:
        raise Http404
    return moved(target + ending)


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
