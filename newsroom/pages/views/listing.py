"""What all pages with a list of stories share."""

from dataclasses import replace

from django.conf import settings
from django.utils.translation import gettext as _

from articles import moments
from articles.paths import language_prefix
from newsroom.pages.structured.lists import collection
from newsroom.pages.structured.site import breadcrumbs


def list_page(page, listed, *, bare_path, languages=None, above=(), first=()):
    """The context of a list that exists in some languages (all, if none are named); `above` are the names and paths
    of the pages that it belongs to, `first` the paths of stories that the page shows before the list.

    Only the first page of a list has versions: the lists break at other stories in each language.
    """
    start = language_prefix(page.language) + bare_path
    if listed.place:
        path = f"{start}?before={listed.before}"
        versions = {page.language: path}
    else:
        path = start
        codes = [code for code in settings.NEWSROOM_LANGUAGES if languages is None or code in languages]
        versions = {code: language_prefix(code) + bare_path for code in codes}
    full = replace(page, path=path, title=_title(page, listed), versions=versions)
    things = [
        collection(full, [*first, *(row.path for row in listed.rows)]),
        breadcrumbs(page.language, [*above, (page.title, start)]),
    ]
    return {"page": replace(full, things=things), "heading": page.title, "listed": listed, "start": start}


def _title(page, listed):
    if not listed.place:
        return page.title
    moment = moments.printed(listed.place.at, zone=settings.NEWSROOM_ZONE, language=page.language, label="")
    return _("%(title)s: before %(moment)s") % {"title": page.title, "moment": moment}
