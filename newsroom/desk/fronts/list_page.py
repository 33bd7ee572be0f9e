"""Every front there is, and the banner."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.admin.people import person_of
from articles.phrases import moment, newsroom_zone
from newsroom.fronts.models import Banner
from newsroom.fronts.rights import may_break_news, may_look

from . import places


@require_safe
def fronts_page(request):
    person = person_of(request)
    if not may_look(person):
        raise PermissionDenied
    running = Banner.objects.running().first()
    context = {
        **admin.site.each_context(request),
        "title": _("Fronts"),
        "languages": places.lines_for(person),
        "banner": running,
        "banner_ends": moment(running.ends_at) if running else "",
        "may_break_news": may_break_news(person),
        "zone": newsroom_zone(),
    }
    return TemplateResponse(request, "admin/fronts/fronts.html", context)
