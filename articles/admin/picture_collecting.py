"""Adding many pictures of the library to a collection, there or new, and taking them out."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from ..models import Collection, Image
from ..pictures import collecting
from ..workflow import MoveNotAllowed, RightMissing
from .collection import library_of
from .keys import key_of
from .people import person_of

LONGEST_NAME = 200
MOST = 200  # in one request
REFUSED = "collecting"  # where a session keeps what was ticked and typed until the library is shown again


class InCollections:
    """Mixed into the admin of pictures."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.collect_view)
        return [path("collect/", view, name="articles_image_collect"), *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        """With the collections that the person may fill, and the one that is shown if it is among them."""
        person = person_of(request)
        own = [one for one in Collection.objects.all() if collecting.may_fill(person, one)]
        refused = request.session.pop(REFUSED, {}) if REFUSED in request.session else {}
        chosen = key_of(refused.get("collection", request.GET.get("collection", "")))
        shown = key_of(request.GET.get("collection", ""))
        more = {
            "may_collect": person.highest_rank > 0,
            "collections": own,
            "chosen_collection": chosen,
            "shown_collection": next((one for one in own if one.pk == shown), None),
            "ticked": refused.get("pictures", []),
            "typed_name": refused.get("name", ""),
        }
        return super().changelist_view(request, (extra_context or {}) | more)

    @method_decorator(require_POST)
    def collect_view(self, request):
        """`picture` are numbers, `collection` one, or a `name` for a new one; `do` is `add` or `take_out`. The address
        may have the library's filters: what is refused is shown there again, ticked and typed as it was."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        keys = {key_of(value) for value in request.POST.getlist("picture")[:MOST]} - {None}
        images = list(Image.objects.filter(pk__in=keys))
        if not images:
            messages.warning(request, _("Nothing was done: tick the pictures first."))
            return _as_it_was(request, [])
        try:
            collection = _collection_of(request)
            messages.success(request, _done(request, collection, images))
        except RightMissing as refusal:
            raise PermissionDenied(str(refusal)) from None
        except MoveNotAllowed as refusal:
            messages.error(request, str(refusal))
            return _as_it_was(request, images)
        return HttpResponseRedirect(library_of(collection.pk))


def _as_it_was(request, images):
    request.session[REFUSED] = {
        "pictures": [image.pk for image in images],
        "name": request.POST.get("name", "")[:LONGEST_NAME],
        "collection": request.POST.get("collection", "")[:LONGEST_NAME],
    }
    filters = f"?{request.GET.urlencode()}" if request.GET else ""
    return HttpResponseRedirect(reverse("admin:articles_image_changelist") + filters)


def _collection_of(request):
    """The one that is named. Rights come before what is there, and are read again by the verb."""
    if name := request.POST.get("name", "").strip():
        return collecting.make(name, by=request.user)
    key = key_of(request.POST.get("collection", ""))
    if key is None:
        raise MoveNotAllowed(_("Nothing was done: choose a collection, or type the name of a new one."))
    return get_object_or_404(Collection, pk=key)


def _done(request, collection, images):
    if request.POST.get("do") == "take_out":
        count = collecting.take_out(collection, images, by=request.user)
        sentence = ngettext(
            "%(count)s picture was taken out of “%(name)s”.", "%(count)s pictures were taken out of “%(name)s”.", count
        )
    else:
        count = collecting.add(collection, images, by=request.user)
        sentence = ngettext(
            "%(count)s picture was added to “%(name)s”.", "%(count)s pictures were added to “%(name)s”.", count
        )
    return sentence % {"count": count, "name": collection.name}
