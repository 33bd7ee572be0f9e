"""The library as a grid to look through, and the small picture of each, which is there for every one."""

from django.contrib.admin import ShowFacets
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from ..models import Image
from ..pictures import finding
from ..pictures.storing import private_path
from ..renditions import WHOLE
from . import picture_filters
from .chosen import is_expired
from .picture_list import CountedPages, PictureList, wanted_page
from .widgets import thumbnail_address

THUMBNAIL_WIDTH = 320
NOT_MADE = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 200" width="320" height="200">
<path fill="#8a857a" fill-opacity=".18" d="M0 0h320v200H0z"/>
<g fill="none" stroke="#8a857a" stroke-width="6"><circle cx="160" cy="100" r="34"/>
<path stroke-linecap="round" stroke-linejoin="round" d="M160 80v20l14 10"/></g></svg>
"""
GONE = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 200" width="320" height="200">
<path fill="#8a857a" fill-opacity=".18" d="M0 0h320v200H0z"/>
<path fill="none" stroke="#8a857a" stroke-width="6" stroke-linecap="round" d="m134 74 52 52m0-52-52 52"/></svg>
"""


class PictureGrid:
    """Mixed into the admin of pictures."""

    change_list_template = "admin/articles/image/change_list.html"
    list_display = ("thumbnail", "summary")
    list_display_links = None
    list_filter = picture_filters.FILTERS
    list_per_page = 48
    show_facets = ShowFacets.NEVER
    show_full_result_count = False
    search_fields = ("credit",)  # and more, see get_search_results
    search_help_text = gettext_lazy("Words of a caption, a credit, a person, a place, or a number")

    def get_urls(self):
        view = self.admin_site.admin_view(self.thumbnail_view)
        return [path("<picture_key:pk>/thumbnail/", view, name="articles_image_thumbnail"), *super().get_urls()]

    def get_changelist(self, request, **kwargs):
        return PictureList

    def get_paginator(self, request, queryset, per_page, **kwargs):
        return CountedPages(queryset, per_page, wanted=wanted_page(request))

    def get_search_results(self, request, queryset, search_term):
        return finding.search(queryset, search_term), False

    def changelist_view(self, request, extra_context=None):
        answer = super().changelist_view(request, extra_context)
        if shown := getattr(answer, "context_data", {}).get("cl"):
            answer.context_data["preserved_filters"] = self.get_preserved_filters(request)
            answer.context_data["cards"] = [card(image) for image in finding.with_standing(_of_page(shown))]
        return answer

    @method_decorator(require_safe)
    def thumbnail_view(self, request, pk):
        """The smallest rendition, which readers may not be able to get: only for who is at the desk. A clock where
        there is none yet, a cross for one that was erased."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        image = get_object_or_404(Image, pk=pk)
        renditions = image.renditions.filter(use=WHOLE, width__lte=THUMBNAIL_WIDTH)
        rendition = renditions.exclude(media_type="image/avif").order_by("-width", "-media_type").first()
        try:
            file = rendition and default_storage.open(private_path(rendition.name))
        except OSError:
            file = None
        if not file:
            return HttpResponse(NOT_MADE if image.original else GONE, content_type="image/svg+xml")
        return FileResponse(file, content_type=rendition.media_type)


def _of_page(shown):
    """The same pictures as the list shows, in its order."""
    return Image.objects.filter(pk__in=[image.pk for image in shown.result_list]).order_by("-pk")


def card(image):
    """A picture as a grid shows it; `image` has its standing (see `finding.with_standing`)."""
    return {
        "number": image.pk,
        "address": reverse("admin:articles_image_change", args=[image.pk]),
        "thumbnail": thumbnail_address(image.pk),
        "caption": image.caption() or image.alternative(),
        "credit": image.credit or image.source,
        "marks": list(_marks(image)),
    }


def _marks(image):
    """What to know before using it, each with whether it is a warning."""
    if not image.original:
        yield _("Erased"), True
    elif image.withdrawn_at:
        yield _("Withdrawn"), True
    elif not image.is_made:
        yield _("Being made"), False
    if image.is_sensitive:
        yield _("Ask before use"), True
    if is_expired(image):
        yield _("licence expired on %(day)s") % {"day": date_format(image.licence_expires_on)}, True
    if not image.is_confirmed:
        yield _("To be confirmed"), False
    if image.is_live:
        yield _("In live stories"), False


def shown_small(image):
    """The small picture as the page of the picture itself shows it."""
    words = image.alternative() or _("Picture %(number)s") % {"number": image.pk}
    return format_html('<img class="thumbnail" src="{}" alt="{}" loading="lazy">', thumbnail_address(image.pk), words)
