"""The picture library on the desk: a list to look through, an upload, and what is said of each picture."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.urls import register_converter
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from .. import pictures
from ..models import Image
from ..phrases import moment
from ..pictures import twice
from ..pictures.changing import check_may_change
from ..pictures.words import SAID
from ..workflow import RightMissing
from . import access, per_language
from .by_key import RecordKey
from .columns import NOTHING
from .image_form import UploadForm
from .picture_alike import LikePictures
from .picture_collecting import InCollections
from .picture_form import PictureForm, check_opened
from .picture_grid import PictureGrid, shown_small
from .picture_page import PicturePages
from .picture_parts import picture_fieldsets
from .picture_sent import there_sentence
from .picture_upload import ManyPictures
from .refusable import RefusalsInForm


class PictureKey(RecordKey):
    """0 stands for the number in an address that a script fills in; no picture has it."""

    regex = "0|[1-9][0-9]*"


register_converter(PictureKey, "picture_key")


@admin.register(Image)
class ImageAdmin(
    LikePictures, PicturePages, ManyPictures, InCollections, PictureGrid, RefusalsInForm, access.ByMembership
):
    refusals = (*RefusalsInForm.refusals, pictures.PictureRefused)
    form = PictureForm
    empty_value_display = NOTHING
    said = (
        *("caption", "alternative", "creator", "credit", "source", "copyright_notice", "usage_terms", "licence_url"),
        *("licence_expires_on", "is_sensitive", "people", "place", "taken_at"),
    )
    focal = (
        _("Focal point"),
        {"fields": (("focal_x", "focal_y"),), "description": _("Each size is cut around it and never loses it.")},
    )
    add_fieldsets = ((None, {"fields": ("file", *said)}), focal)
    readonly_fields = ("thumbnail", "size", "uploader", "uploaded")

    def may_add(self, person):
        return person.highest_rank > 0

    def may_change(self, person, obj=None):
        return person.highest_rank > 0 if obj is None else pictures.may_change(person, obj)

    def has_change_permission(self, request, obj=None):
        """Read once for a page that is only looked at, which asks for it ten times; verbs read rights again."""
        if obj is None or request.method != "GET":
            return super().has_change_permission(request, obj)
        known = request.__dict__.setdefault("changeable_pictures", {})
        if obj.pk not in known:
            known[obj.pk] = super().has_change_permission(request, obj)
        return known[obj.pk]

    def get_form(self, request, obj=None, **kwargs):
        return super().get_form(request, obj, **({} if obj else {"form": UploadForm}), **kwargs)

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return self.add_fieldsets
        return picture_fieldsets(may_change=self.has_change_permission(request, obj))

    def changeform_view(self, request, object_id=None, *args, **kwargs):
        try:
            return super().changeform_view(request, object_id, *args, **kwargs)
        except PermissionDenied:
            if request.method == "POST" and object_id is not None and self.has_view_permission(request):
                return self._turned_away(request, self.found(request, object_id))
            raise
        except Exception:
            for name in getattr(request, "written_files", ()):
                default_storage.delete(name)  # their rows were rolled back
            raise

    def _turned_away(self, request, image):
        """The refusal with what was typed: the right may have gone while the form was open."""
        try:
            check_may_change(request.user, image)
        except RightMissing as refusal:
            return self.refuse(request, image, refusal)
        raise PermissionDenied

    def save_model(self, request, obj, form, change):
        said = {name: getattr(obj, name) for name in SAID}
        if change:
            check_opened(obj, form.cleaned_data["opened"], by=request.user)
            pictures.describe(obj, by=request.user, **said)
            pictures.cut(obj, by=request.user, focal=obj.focal, crops=form.crops)
            return
        with twice.alone_with(form.cleaned_data["file"]) as there:
            if there:
                raise pictures.PictureRefused(there_sentence(there))
            added = pictures.add(form.cleaned_data["file"], by=request.user, focal=obj.focal, **said)
        obj.__dict__.update(added.__dict__)
        request.written_files = [added.original.name]

    @admin.display(description=_("picture"))
    def thumbnail(self, image):
        return shown_small(image)

    @admin.display(description=_("caption"))
    def summary(self, image):
        return str(image)

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

    @admin.display(description=_("caption"))
    def all_captions(self, image):
        return per_language.shown(image.captions) or None

    @admin.display(description=_("alternative text"))
    def all_alternatives(self, image):
        return per_language.shown(image.alternatives) or None

    @admin.display(description=_("do not use without asking"))
    def asks_first(self, image):
        return _("yes") if image.is_sensitive else _("no")
