"""The page on which a front is arranged. Every button sends the whole form: nothing is kept of it before "Save"."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles.admin.keys import key_given
from articles.admin.people import person_of
from articles.admin.refusals import status_of
from articles.admin.zones import zone_choices
from articles.phrases import newsroom_zone
from articles.workflow import MoveNotAllowed
from newsroom.fronts import arranging, timed
from newsroom.fronts.allowed import check_may_arrange
from newsroom.fronts.arranging import StaleFront
from newsroom.fronts.checking import LONGEST_NOTE
from newsroom.fronts.models import Arrangement, TimedArrangement
from newsroom.fronts.rights import may_arrange, may_look

from . import history, places, stories, typed
from .sheet import Sheet, rows_of, seen_by
from .waiting import failed_on, waiting_on

TEMPLATE = "admin/fronts/arrange.html"
PAGES = ("history", "preview", "typed", "cancel", "move")


@require_http_methods(["GET", "HEAD", "POST"])
def arrange_page(request, key):
    place, _person = looked_at(request, key)
    if request.method != "POST":
        return arrange_form(request, place, _opened(place, key_given(request.GET, "change")))
    check_right(request, place)
    sheet, wish = Sheet.posted(request.POST), request.POST.get("do", "save")
    if wish in ("save", "schedule"):
        return _save(request, place, sheet, is_timed=wish == "schedule")
    rows = typed.changed(sheet.slots, wish)
    return arrange_form(request, place, sheet if rows is None else sheet.with_slots(rows))


def _opened(place, change):
    """The form as readers have the front, or with the slots of a change that waits or failed. Raises `Http404`."""
    version, in_force = in_force_on(place)
    if change is None:
        return Sheet.saved(version=version, slots=in_force)
    planned = TimedArrangement.objects.of(place).filter(pk=change, status__in=("waiting", "failed")).first()
    if not planned:
        raise Http404
    return Sheet.planned(planned, version=version)


def looked_at(request, key):
    """The front that an address names, and who looks at it. Raises `Http404`, `PermissionDenied`."""
    person = person_of(request)
    if not may_look(person):
        raise PermissionDenied
    return places.place_of(key), person


def check_right(request, place):
    """Raises `PermissionDenied` with the sentence of the right that is missing."""
    try:
        check_may_arrange(request.user, place)
    except MoveNotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal


def in_force_on(place, number=None):
    """The number and the slots of the version that readers have, or of the one with a number (None if there is
    none)."""
    versions = Arrangement.objects.of(place)
    found = (versions.in_force() if number is None else versions.filter(number=number)).first()
    if found:
        return found.number, found.places
    return 0, place.usual_slots if not number else None


def slots_of(place, sheet, person):
    """The slots of a form as a front takes them."""
    _number, base = in_force_on(place, sheet.version)
    return typed.resolved(sheet.slots, base=base or (), seen=seen_by(person, sheet.keys))


def _save(request, place, sheet, *, is_timed):
    try:
        wanted = {"filled": slots_of(place, sheet, person_of(request)), "note": sheet.note}
        wanted |= {"by": request.user, "started_from": sheet.version}
        said = _schedule(place, sheet, **wanted) if is_timed else _arrange(place, **wanted)
    except StaleFront as stale:
        return arrange_form(request, place, sheet.refused(str(stale), newest=stale.newest), status=409)
    except MoveNotAllowed as refusal:
        return arrange_form(request, place, sheet.refused(str(refusal)), status=status_of(refusal))
    messages.success(request, said)
    return HttpResponseRedirect(places.address_of(place))


def _arrange(place, **wanted):
    made = arranging.arrange(place, **wanted)
    if not made:
        return _("Nothing was different: readers have this already.")
    return _("Readers have version %(number)s now.") % {"number": made.number}


def _schedule(place, sheet, **wanted):
    fold = int(sheet.fold) if sheet.fold in ("0", "1") else None
    at = {"run_at": sheet.run_at, "zone": sheet.zone, "fold": fold}
    return waits_now(timed.schedule(place, instead_of=sheet.change, **at, **wanted))


def waits_now(change):
    words = {"moment": change.local_time.replace("T", " "), "zone": change.zone}
    return _("It waits for its moment: %(moment)s, %(zone)s.") % words


def arrange_form(request, place, sheet, *, status=200, other=None):
    """The page. `other` is the moment that was typed for a change that waits and that it cannot have."""
    person, (version, in_force) = person_of(request), in_force_on(place)
    may = may_arrange(person, place.section_ids)
    waiting = waiting_on(place, version=version, in_force=in_force, person=person, other=other)
    sheet = sheet.of_those_that_wait({line.change.pk for line in waiting})
    found, are_more = stories.found(sheet.words, place=place, person=person, without=sheet.keys) if may else ([], False)
    context = {
        **admin.site.each_context(request),
        "title": places.title_of(place),
        "address": places.address_of(place),
        "pages": {name: places.address_of(place, f"front_{name}") for name in PAGES},
        "readers": places.readers_address(place),
        "place": place,
        "direction": places.writing_direction(place),
        "sheet": sheet,
        "rows": rows_of(sheet, person=person),
        "may": may,
        "most": place.most_slots,
        "longest_note": LONGEST_NOTE,
        "found": found,
        "are_more": are_more,
        "waiting": waiting,
        "failed": failed_on(place),
        "zone": newsroom_zone(),
        "zones": zone_choices(also=sheet.zone[:60]) if may else (),
        "theirs": _theirs(place, sheet, person),
    }
    return TemplateResponse(request, TEMPLATE, context, status=status)


def _theirs(place, sheet, person):
    """What somebody else saved meanwhile: their slots, and what they changed since the version that was read."""
    if not sheet.newest:
        return None
    _before, after, told = history.sides(
        in_force_on(place, sheet.newest.number - 1)[1] or (), sheet.newest.places, person=person
    )
    return {"slots": after, "told": told}
