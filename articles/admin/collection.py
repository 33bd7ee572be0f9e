"""Collections of pictures on the desk: which there are, and what they are called."""

from django.contrib import admin
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from ..models import Collection
from ..phrases import moment
from ..pictures import collecting
from . import access
from .refusable import RefusalsInForm


@admin.register(Collection)
class CollectionAdmin(RefusalsInForm, access.ByMembership):
    fields = ("name",)
    list_display = ("name", "pictures_shown", "maker", "made")
    list_select_related = ("made_by",)
    search_fields = ("name",)

    def may_add(self, person):
        return person.highest_rank > 0

    def may_change(self, person, obj=None):
        return person.highest_rank > 0 if obj is None else collecting.may_fill(person, obj)

    def get_queryset(self, request):
        shown = Count("pictures", filter=Q(pictures__withdrawn_at=None))
        return super().get_queryset(request).annotate(size=shown)

    def save_model(self, request, obj, form, change):
        if change:
            collecting.rename(obj, obj.name, by=request.user)
            return
        obj.__dict__.update(collecting.make(obj.name, by=request.user).__dict__)

    @admin.display(description=_("pictures"))
    def pictures_shown(self, collection):
        return format_html('<a href="{}">{}</a>', library_of(collection.pk), collection.size)

    @admin.display(description=_("made by"), ordering="made_by__username")
    def maker(self, collection):
        return str(collection.made_by) if collection.made_by else None

    @admin.display(description=_("made"), ordering="made_at")
    def made(self, collection):
        return moment(collection.made_at)


def library_of(key: int) -> str:
    """The library narrowed to a collection."""
    return f"{reverse('admin:articles_image_changelist')}?collection={key}"
