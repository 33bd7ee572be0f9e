"""What people get when something is not there or goes wrong: a usable page, in the language of the address.

On the desk it is in the language of whoever works there, and leads back to the desk.
"""

import errno
import sys

from django import db
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from articles.models import Publication
from newsroom.database import is_unreachable
from newsroom.desk_paths import is_on_desk, story_page, way_to_story
from newsroom.languages import language_of_path
from newsroom.pages.answers import UNKEPT, moved
from newsroom.pages.arranged import banner
from newsroom.pages.former import from_former_site
from newsroom.pages.frame import NOINDEX, Page
from newsroom.pages.queries import shown_sections
from newsroom.pages.story_rows import teasers
from newsroom.pages.suggestions import pages_like, stories_like
from newsroom.pages.surroundings import surroundings
from newsroom.pages.teasers import all_teasers
from newsroom.shelves import ShelfAway

LATEST = 4
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
RETRY_SECONDS = 10  # about what a database takes to start again


def not_found(request, exception=None):
    """404, with a way on, if the database answers: what was perhaps meant, the sections and the latest stories. What
    was an address of a story elsewhere, before it came here, leads to it."""
    if path := _moved_here(request):
        return moved(path)
    way_on = _way_on(_language_of(request), path="" if _is_on_desk(request) else request.path_info)
    return _answer(request, "404.html", status=404, title=_title_404, **way_on)


def bad_request(request, exception=None):
    return _answer(request, "400.html", status=400, title=_title_400)


def refused(request, exception=None):
    """403, with the sentence that the refusing code gave."""
    return _answer(request, "403.html", status=403, title=_title_403, reason=str(exception or ""))


def not_sent(request, reason=""):
    """403 for a form whose token is missing or of an ended sign-in; the reason is for the log, where Django puts it."""
    response = _answer(request, "not_sent.html", status=403, title=_title_not_sent, again=request.path)
    response.lacks_token = True  # the desk has more to say of it where something was typed
    return response


def not_allowed(request):
    """405 for somebody who opens by hand what only a form sends, or sends what can only be read."""
    is_opened = request.method in ("GET", "HEAD")
    return _answer(request, "405.html", status=405, title=_title_405, is_opened=is_opened)


def too_long(request, *, most):
    """413, with how many megabytes may be sent at once."""
    return _answer(request, "413.html", status=413, title=_title_413, most=most)


def without_length(request):
    """411 for a program that does not say how much it sends; browsers always do."""
    return _answer(request, "400.html", status=411, title=_title_400)


def server_error(request):
    """500, 507 where the disk is full, or 503 where database or pictures are away. Asks no database: it may be the
    reason."""
    error = sys.exception()
    if isinstance(error, OSError) and error.errno in FULL:
        return _answer(request, "507.html", status=507, title=_title_507)
    if not error or not (isinstance(error, ShelfAway) or is_unreachable(error)):
        return _answer(request, "500.html", status=500, title=_title_500)
    response = _answer(request, "503.html", status=503, title=_title_503)
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def _answer(request, template, *, status, title, sections=(), known=None, **context):
    language = _language_of(request)
    with translation.override(language):
        page = Page(
            language=language,
            path=request.path_info,
            title=title(),
            sections=sections,
            robots=NOINDEX,
            known=known,
            asks_nothing=not known,
        )
        places = {"on_desk": _is_on_desk(request), "story": _story_behind(request)}
        text = render_to_string(template, {"page": page, **places, **context})
    return HttpResponse(text, status=status, headers={"Cache-Control": UNKEPT, "Content-Language": language})


def _language_of(request):
    """The address's also when no middleware has run; on the desk the one that the person chose."""
    of_path = language_of_path(request.path_info)
    return getattr(request, "LANGUAGE_CODE", of_path) if _is_on_desk(request) else of_path


def _is_on_desk(request):
    return is_on_desk(request.path_info)


def _story_behind(request):
    """The way to the page of the story whose part was asked for; "" where that would lead back here."""
    path = request.path_info
    return "" if request.method == "GET" and path == story_page(path) else way_to_story(path)


def _moved_here(request):
    if request.method not in ("GET", "HEAD") or _is_on_desk(request):
        return None
    try:
        return from_former_site(request)
    except db.Error:
        return None


def _way_on(language, *, path):
    try:
        sections, around = shown_sections(), surroundings(language)
        stories = Publication.objects.live().in_language(language).newest_first()
        return {
            "sections": sections,
            "close_pages": pages_like(path, sections, language=language),
            "close_stories": stories_like(path, language=language),
            "latest": all_teasers(teasers(stories)[:LATEST]),
            "known": around,
            "banner": banner(around),
        }
    except db.Error:
        return {}


def _title_400():
    return _("We did not understand that request")


def _title_403():
    return _("You may not see this page")


def _title_404():
    return _("This page does not exist")


def _title_405():
    return _("There is nothing to see at this address")


def _title_not_sent():
    return _("Not done: the page was out of date")


def _title_413():
    return _("That is too much at once")


def _title_507():
    return _("There is no room left")


def _title_503():
    return _("We are back in a moment")


def _title_500():
    return _("Something went wrong on our side")
