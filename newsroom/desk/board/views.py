"""The board as a page's part: its panels, and a mark that says whether they are as somebody has them already."""

import hashlib

from django.conf import settings
from django.contrib import admin
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from articles.admin.people import person_of
from articles.phrases import newsroom_zone
from newsroom.desk.times import moment_of
from newsroom.pagecache import purging

from ..fronts.trouble import troubles_for
from .licences import licences_for
from .reading import panels_for
from .sources import failing_sources_for


def index(request):
    """Django's first page of the admin, with the board."""
    return admin.site.index(request, _board(request))


@require_safe
def fragment(request):
    """The panels alone; 304 for whoever has them as they are, without rendering them."""
    context = _board(request)
    response = TemplateResponse(request, "admin/board/_panels.html", context, headers={"ETag": context["board_mark"]})
    return get_conditional_response(request, etag=context["board_mark"], response=response)


def _board(request):
    """What the templates of the board show. `mark` changes whenever something on it does."""
    person = person_of(request)
    panels, copies, fronts = panels_for(person), _copies_left(), troubles_for(person)
    licences, sources = licences_for(person), failing_sources_for(person)
    return {
        "fronts_troubled": fronts,
        "panels": panels,
        "copies_left_since": copies,
        "licences": licences,
        "failing_sources": sources,
        "board_mark": _mark(panels, copies, fronts, licences, sources),
        "zone": newsroom_zone(),
        "zone_name": settings.NEWSROOM_ZONE,
    }


def _copies_left():
    """Since when the CDN could not be told to forget what readers no longer have; "" if it could."""
    trouble = purging.trouble()
    return moment_of(trouble.failing_since, now=timezone.now()).whole if trouble else ""


def _mark(*shown):
    facts = repr((get_language(), shown))
    return f'"{hashlib.sha256(facts.encode()).hexdigest()}"'
