"""Published versions on the desk: looked at by all with a desk role, struck by a chief of the story's section."""

from django import forms
from django.conf import settings
from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from .. import public_versions
from ..models import PublishedVersion
from . import access
from .refusable import RefusableForm, RefusalsInForm


class StrikeForm(RefusableForm):
    reason = forms.CharField(
        label=_("reason"),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto", "class": "vLargeTextField"}),
        help_text=_(
            "Saving takes the words of this version from readers for ever: for what a court or the law asks for."
        ),
    )

    class Meta:
        model = PublishedVersion
        fields = ()


@admin.register(PublishedVersion)
class PublishedVersionAdmin(RefusalsInForm, access.ByMembership):
    form = StrikeForm
    list_display = ("named", "path", "kind", "published_at", "struck_at")
    list_select_related = ("publication",)
    search_fields = ("publication__path",)
    ordering = ("-published_at",)
    readonly_fields = ("path", "number", "kind", "published_at", "headline", "struck_at", "struck_because")

    def has_module_permission(self, request):
        """Nobody is led there where readers see no versions."""
        return settings.PUBLIC_VERSIONS and super().has_module_permission(request)

    def may_add(self, person):
        return False

    def may_change(self, person, obj=None):
        if obj is None:
            return access.is_chief(person)
        return obj.struck_at is None and public_versions.may_strike(person, obj)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("publication__section").defer("body_html")

    def get_fieldsets(self, request, obj=None):
        reason = ("reason",) if self.has_change_permission(request, obj) else ()
        return ((None, {"fields": (*self.readonly_fields, *reason)}),)

    def save_model(self, request, obj, form, change):
        public_versions.strike(obj, by=request.user, reason=form.cleaned_data["reason"])

    @admin.display(description=_("version"), ordering="number")
    def named(self, version):
        return str(version)

    @admin.display(description=_("address"), ordering="publication__path")
    def path(self, version):
        return format_html('<bdi dir="ltr">{}</bdi>', version.publication.path)
