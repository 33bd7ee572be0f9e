"""The versions of a front: the list, one beside what readers have, and the way back to it."""

from django.contrib import admin, messages
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles.admin.keys import key_given, revision_number_of
from articles.admin.refusals import status_of
from articles.phrases import moment, newsroom_zone
from articles.workflow import MoveNotAllowed
from newsroom.fronts.arranging import undo
from newsroom.fronts.models import Arrangement
from newsroom.fronts.rights import may_arrange

from . import history, places
from .arrange_page import check_right, in_force_on, looked_at


@require_safe
def history_page(request, key):
    place, person = looked_at(request, key)
    past, more = history.past_of(place, person=person, before=key_given(request.GET, "before"))
    context = _context(request, place, _("History")) | {
        "past": past,
        "more": more,
        "number": in_force_on(place)[0],
        "may": may_arrange(person, place.section_ids),
    }
    return TemplateResponse(request, "admin/fronts/history.html", context)


@require_safe
def version_page(request, key, number):
    """A version beside what readers have."""
    return _version(request, key, number)


@require_POST
def undo_page(request, key):
    """Makes a new version that equals an earlier one. 409 beside the comparison if the front was arranged since."""
    place, _person = looked_at(request, key)
    check_right(request, place)
    to, started_from = (request.POST.get(name, "") for name in ("to", "version"))
    numbers = [revision_number_of(value) for value in (to, started_from)]
    if None in numbers:
        raise Http404
    try:
        made = undo(place, to=numbers[0], by=request.user, started_from=numbers[1])
    except MoveNotAllowed as refusal:
        return _version(request, key, to, sentence=str(refusal), status=status_of(refusal))
    words = {"number": made.number, "to": numbers[0]}
    messages.success(request, _("Readers have version %(number)s now, which equals version %(to)s.") % words)
    return HttpResponseRedirect(places.address_of(place))


def _version(request, key, named, *, sentence="", status=200):
    place, person = looked_at(request, key)
    number = revision_number_of(named)
    found = in_force_on(place, number)[1] if number is not None else None
    if found is None:
        raise Http404
    newest, in_force = in_force_on(place)
    one, other, told = history.sides(found, in_force, person=person)
    row = Arrangement.objects.of(place).filter(number=number).select_related("by").first()
    context = _context(request, place, _("Version %(number)s") % {"number": number}) | {
        "number": number,
        "version": row,
        "when": moment(row.at) if row else "",
        "newest": newest,
        "one": one,
        "other": other,
        "told": told,
        "sentence": sentence,
        "may": may_arrange(person, place.section_ids) and number != newest,
    }
    return TemplateResponse(request, "admin/fronts/version.html", context, status=status)


def _context(request, place, title):
    return {
        **admin.site.each_context(request),
        "title": title,
        "front": places.title_of(place),
        "address": places.address_of(place),
        "history": places.address_of(place, "front_history"),
        "undo": places.address_of(place, "front_undo"),
        "preview": places.address_of(place, "front_preview"),
        "direction": places.writing_direction(place),
        "place": place,
        "zone": newsroom_zone(),
    }
