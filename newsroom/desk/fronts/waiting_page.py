"""The buttons beside a change that waits: another moment for it, or none."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.admin.keys import key_of
from articles.admin.refusals import status_of
from articles.workflow import MoveNotAllowed
from newsroom.fronts import timed
from newsroom.fronts.models import TimedArrangement

from . import places
from .arrange_page import arrange_form, check_right, in_force_on, looked_at, waits_now
from .sheet import Sheet
from .waiting import OtherMoment


@require_POST
def cancel_page(request, key):
    """Takes back a change that waits."""
    place, _person = looked_at(request, key)
    check_right(request, place)
    try:
        timed.cancel(_change_of(request), place=place, by=request.user)
    except MoveNotAllowed as refusal:
        return _refused(request, place, refusal)
    messages.success(request, _("The change is cancelled."))
    return HttpResponseRedirect(places.address_of(place))


@require_POST
def move_page(request, key):
    """Gives a change that waits another moment, in the zone that its moment is in."""
    place, _person = looked_at(request, key)
    check_right(request, place)
    number, typed, fold = _change_of(request), request.POST.get("run_at", "").strip(), request.POST.get("fold", "")
    zone = TimedArrangement.objects.of(place).filter(pk=number).values_list("zone", flat=True).first()
    wanted = {"run_at": typed, "zone": zone or "", "fold": int(fold) if fold in ("0", "1") else None}
    try:
        change = timed.move(number, place=place, by=request.user, **wanted)
    except MoveNotAllowed as refusal:
        other = OtherMoment(change=number, run_at=typed, fold=fold)
        return _refused(request, place, refusal, other=other)
    messages.success(request, waits_now(change))
    return HttpResponseRedirect(places.address_of(place))


def _change_of(request):
    return key_of(request.POST.get("change", "")) or 0


def _refused(request, place, refusal, *, other=None):
    version, in_force = in_force_on(place)
    sheet = Sheet.saved(version=version, slots=in_force).refused(str(refusal))
    return arrange_form(request, place, sheet, status=status_of(refusal), other=other)
