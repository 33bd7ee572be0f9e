"""The picture library on the desk: a list to look through, an upload, and what is said of each picture."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db.models import Q
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.urls import path, register_converter, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from .. import pictures
from ..models import Image
from ..phrases import moment
from ..pictures.storing import private_path
from ..pictures.words import SAID
from ..renditions import WHOLE
from . import access, per_language
from .by_key import RecordKey
from .columns import NOTHING
from .filters import called
from .image_form import ImageForm, UploadForm
from .refusable import RefusalsInForm

THUMBNAIL_WIDTH = 320


class PictureKey(RecordKey):
    """0 stands for the number in an address that a script fills in; no picture has it."""

    regex = "0|[1-9][0-9]*"


register_converter(PictureKey, "picture_key")


@admin.register(Image)
class ImageAdmin(RefusalsInForm, access.ByMembership):
    refusals = (*RefusalsInForm.refusals, pictures.PictureRefused)
    form = ImageForm
    list_display = ("thumbnail", "summary", "number", "credit", "source", "licence", "uploader", "uploaded")
    list_display_links = ("thumbnail", "summary")
    empty_value_display = NOTHING
    list_filter = (("uploaded_at", called(_("uploaded"), of=admin.DateFieldListFilter)), "licence_expires_on")
    list_select_related = ("uploaded_by",)
    list_per_page = 30
    search_fields = ("credit",)  # and more, see get_search_results
    said = (
        *("caption", "alternative", "creator", "credit", "source", "copyright_notice", "usage_terms", "licence_url"),
        *("licence_expires_on", "is_sensitive", "people", "place", "taken_at"),
    )
    focal = (_("Focal point"), {"fields": (("focal_x", "focal_y"),), "description": _("What no crop may cut off.")})
    add_fieldsets = ((None, {"fields": ("file", *said)}), focal)
    fieldsets = ((None, {"fields": ("thumbnail", "size", *said, "uploader", "uploaded")}), focal)
    readonly_fields = ("thumbnail", "size", "uploader", "uploaded")
    shown_instead = {"caption": "all_captions", "alternative": "all_alternatives"}

    def may_add(self, person):
        return person.highest_rank > 0

    def may_change(self, person, obj=None):
        return person.highest_rank > 0 if obj is None else pictures.may_change(person, obj)

    def get_urls(self):
        view = self.admin_site.admin_view(self.thumbnail_view)
        return [path("<picture_key:pk>/thumbnail/", view, name="articles_image_thumbnail"), *super().get_urls()]

    @method_decorator(require_safe)
    def thumbnail_view(self, request, pk):
        """The smallest rendition, which readers may not be able to get: only for who is at the desk."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        renditions = get_object_or_404(Image, pk=pk).renditions.filter(use=WHOLE, width__lte=THUMBNAIL_WIDTH)
        rendition = renditions.exclude(media_type="image/avif").order_by("-width", "-media_type").first()
        name = private_path(rendition.name) if rendition else ""
        if not name or not default_storage.exists(name):
            raise Http404
        return FileResponse(default_storage.open(name), content_type=rendition.media_type)

    def get_form(self, request, obj=None, **kwargs):
        return super().get_form(request, obj, **({} if obj else {"form": UploadForm}), **kwargs)

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return self.add_fieldsets
        if self.has_change_permission(request, obj):
            return self.fieldsets
        return [(None, {"fields": [self.shown_instead.get(name, name) for name in self.fieldsets[0][1]["fields"]]})]

    def get_search_results(self, request, queryset, search_term):
        """Each word has to be in what is said of the picture, in any language, or in its number."""
        for word in search_term.replace("\0", "").split()[:10]:
            found = Q(credit__icontains=word) | Q(source__icontains=word)
            for code in per_language.codes():
                found |= Q(**{f"captions__{code}__icontains": word}) | Q(**{f"alternatives__{code}__icontains": word})
            if word.isdecimal() and len(word) < 10:
                found |= Q(pk=int(word))
            queryset = queryset.filter(found)
        return queryset, False

    def changeform_view(self, request, *args, **kwargs):
        try:
            return super().changeform_view(request, *args, **kwargs)
        except Exception:
            for name in getattr(request, "written_files", ()):
                default_storage.delete(name)  # their rows were rolled back
            raise

    def save_model(self, request, obj, form, change):
        said = {name: getattr(obj, name) for name in SAID}
        if change:
            pictures.describe(obj, by=request.user, **said)
            pictures.cut(obj, by=request.user, focal=obj.focal)
            return
        added = pictures.add(form.cleaned_data["file"], by=request.user, focal=obj.focal, **said)
        obj.__dict__.update(added.__dict__)
        request.written_files = [added.original.name]

    @admin.display(description=_("picture"))
    def thumbnail(self, image):
        address = reverse(f"{self.admin_site.name}:articles_image_thumbnail", args=[image.pk])
        alternative = image.alternative() or _("Picture %(number)s") % {"number": image.pk}
        return format_html('<img class="thumbnail" src="{}" alt="{}" loading="lazy">', address, alternative)

    @admin.display(description=_("caption"))
    def summary(self, image):
        return str(image)

    @admin.display(description=_("number"), ordering="pk")
    def number(self, image):
        return image.pk

    @admin.display(description=_("size"))
    def size(self, image):
        return format_html('<bdi dir="ltr">{} × {}</bdi>', image.width, image.height)

    @admin.display(description=_("uploaded by"), ordering="uploaded_by")
    def uploader(self, image):
        """As text: Django's own display links to a page that is closed to most."""
        return str(image.uploaded_by) if image.uploaded_by else None

    @admin.display(description=_("uploaded"), ordering="uploaded_at")
    def uploaded(self, image):
        return moment(image.uploaded_at)

    @admin.display(description=_("licence"), ordering="licence_expires_on")
    def licence(self, image):
        ends = image.licence_expires_on
        if ends and ends < timezone.localdate():
            return format_html('<span class="warning-text">{}</span>', _("expired on %(day)s") % {"day": ends})
        return ends

    @admin.display(description=_("caption"))
    def all_captions(self, image):
        return per_language.shown(image.captions) or None

    @admin.display(description=_("alternative text"))
    def all_alternatives(self, image):
        return per_language.shown(image.alternatives) or None
