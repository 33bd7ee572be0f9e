"""The readers' page of a front as of any moment, as an earlier version, or as it stands in the form."""

from csp.constants import SELF
from csp.decorators import csp_update
from django.conf import settings
from django.contrib import admin
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles import moments
from articles.admin.keys import revision_number_of
from articles.admin.people import person_of
from articles.admin.refusals import status_of
from articles.phrases import moment, newsroom_zone
from articles.timed import read_moment
from articles.workflow import MoveIncomplete, MoveNotAllowed
from newsroom.fronts import checking, timed
from newsroom.fronts.models import Arrangement
from newsroom.previews.files import THEMES
from newsroom.previews.front import coming, document
from newsroom.previews.headers import SANDBOX, framed
from newsroom.previews.wanted import THEME_NAMES, WIDTHS

from . import places
from .arrange_page import check_right, in_force_on, looked_at, slots_of
from .sheet import Sheet


@require_safe
@csp_update({"frame-src": [SELF]})
def preview_page(request, key):
    """The page around the document: for which moment, how wide, which theme. 400 with a sentence for a moment that
    cannot be."""
    place, person = looked_at(request, key)
    wanted = _wanted(request.GET)
    context = {
        **admin.site.each_context(request),
        "title": _("Preview"),
        "front": places.title_of(place),
        "address": places.address_of(place),
        "wanted": wanted,
        "widths": WIDTHS.items(),
        "themes": THEME_NAMES.items(),
        "zone": newsroom_zone(),
        "sandbox": SANDBOX,
    }
    try:
        at = _moment(wanted["at"])
    except MoveIncomplete as refusal:
        context |= {"sentence": str(refusal)}
        return TemplateResponse(request, "admin/fronts/preview.html", context, status=400)
    said, _slots = _slots_at(place, wanted, at=at)
    context |= {
        "said": said,
        "shown_at": moment(at),
        "is_now": not wanted["at"],
        "is_past": at < _this_minute(),
        "frame": f"{places.address_of(place, 'front_preview_page')}?{request.GET.urlencode()}",
        "left_out": coming(place.language, person=person, at=at).left_out,
    }
    return TemplateResponse(request, "admin/fronts/preview.html", context)


@require_safe
def preview_document(request, key):
    """The document inside the frame."""
    place, person = looked_at(request, key)
    wanted = _wanted(request.GET)
    try:
        at = _moment(wanted["at"])
    except MoveIncomplete as refusal:
        return HttpResponse(f"{refusal}\n", status=400, content_type="text/plain; charset=utf-8")
    _said, slots = _slots_at(place, wanted, at=at)
    return framed(document(place, slots=slots, at=at, person=person, stylesheet=_style(wanted["theme"])))


@require_POST
def preview_typed(request, key):
    """The document of what stands in the form, now; nothing of it is kept."""
    place, _person = looked_at(request, key)
    check_right(request, place)
    person, now = person_of(request), timezone.now()
    sheet = Sheet.posted(request.POST)
    try:
        slots = checking.clean(slots_of(place, sheet, person), place=place, at=now, before=in_force_on(place)[1])
    except MoveNotAllowed as refusal:
        status = status_of(refusal)
        return HttpResponse(f"{refusal}\n", status=status, content_type="text/plain; charset=utf-8")
    return framed(document(place, slots=slots, at=now, person=person, stylesheet=_style(THEMES[0])))


def _wanted(parameters):
    """Raises `Http404` for what no page of ours asks for."""
    wanted = {"at": parameters.get("at", "").strip(), "version": parameters.get("version", "")}
    wanted |= {"width": parameters.get("width") or "wide", "theme": parameters.get("theme") or THEMES[0]}
    is_version = not wanted["version"] or revision_number_of(wanted["version"]) is not None
    if wanted["width"] not in WIDTHS or wanted["theme"] not in THEMES or not is_version:
        raise Http404
    return wanted


def _moment(typed):
    """The moment that is asked for, now if none is. Of a doubled hour the first is taken: nothing hangs on it."""
    if not typed:
        return timezone.now()
    try:
        at, _local = read_moment(typed, zone=settings.NEWSROOM_ZONE)
    except MoveIncomplete as refusal:
        if not isinstance(refusal.__cause__, moments.HourTwice):
            raise
        at = refusal.__cause__.first_at
    return max(at, timezone.now()) if at >= _this_minute() else at


def _this_minute():
    """Forms know no seconds: the minute that runs is not over."""
    return timezone.now().replace(second=0, microsecond=0)


def _slots_at(place, wanted, *, at):
    """A sentence on what is shown, and the slots. Raises `Http404` for a version that there is not."""
    if wanted["version"]:
        number = int(wanted["version"])
        _number, found = in_force_on(place, number)
        if found is None:
            raise Http404
        return _("Version %(number)s") % {"number": number}, found
    if at < _this_minute():
        return _slots_then(place, at=at)
    if change := timed.expected(place, at=at):
        return _("The change of %(moment)s") % {"moment": moment(change.run_at)}, change.places
    number, found = in_force_on(place)
    return _("Version %(number)s, which readers have") % {"number": number}, found


def _slots_then(place, *, at):
    found = Arrangement.objects.of(place).filter(at__lte=at).order_by("-number").first()
    if not found:
        return _("Before anybody arranged it"), place.usual_slots
    return _("Version %(number)s, which readers had then") % {"number": found.number}, found.places


def _style(theme):
    return reverse("admin:articles_article_preview_style", args=[theme])
