"""Keys of the content API on the desk: administrators make and revoke them, and prove once more who they are."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.by_key import FoundByKey
from articles.phrases import moment
from articles.texts import clean_line
from newsroom.accounts.own_forms import PlainForm
from newsroom.accounts.slowing import slowed
from newsroom.visitors import client_address

from . import keeping
from .models import ApiKey


class KeyForm(forms.ModelForm):
    class Meta:
        model = ApiKey
        fields = ("name", "per_minute")
        widgets = {"name": forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"})}

    def clean_name(self):
        if name := clean_line(self.cleaned_data["name"]):
            return name
        raise forms.ValidationError(self.fields["name"].error_messages["required"])


class RevokeForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        help_text=gettext_lazy("Kept for good, and shown to other administrators."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )


@admin.register(ApiKey)
class ApiKeyAdmin(FoundByKey, admin.ModelAdmin):
    """Nobody changes a key: another limit or name is another key."""

    list_display = ("name", "recognised", "per_minute", "last_used", "made_by", "made", "standing")
    list_select_related = ("made_by",)
    fields = ("name", "recognised", "per_minute", "last_used", "made_by", "made", "standing")
    readonly_fields = fields
    search_fields = ()
    show_full_result_count = False
    view_on_site = False
    change_form_template = "admin/keys/apikey/key.html"

    def get_urls(self):
        view = self.admin_site.admin_view(self.revoke_view)
        return [path("<record_key:number>/revoke/", view, name="keys_apikey_revoke"), *super().get_urls()]

    def has_module_permission(self, request):
        return request.user.is_superuser

    def has_view_permission(self, request, obj=None):
        return request.user.is_superuser

    def has_add_permission(self, request):
        return request.user.is_superuser

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def add_view(self, request, form_url="", extra_context=None):
        """Makes a key and shows it, in the answer to the form alone: it is kept nowhere."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form, proof = KeyForm(request.POST or None), PlainForm(request.POST or None, request=request)
        if request.method == "POST" and form.is_valid() and proof.is_valid():
            try:
                key, text = keeping.make(**form.cleaned_data, by=request.user, address=client_address(request))
                return self._page(request, "made", title=_("The new key"), original=key, text=text)
            except keeping.NameTaken as taken:
                form.add_error("name", str(taken))
        return slowed(self._page(request, "make", title=_("Make a key"), form=form, proof=proof), proof)

    def revoke_view(self, request, number):
        key = self._key(request, number)
        form, proof = RevokeForm(request.POST or None), PlainForm(request.POST or None, request=request)
        if request.method == "POST" and form.is_valid() and proof.is_valid():
            reason = clean_line(form.cleaned_data["reason"])
            if keeping.revoke(key, by=request.user, address=client_address(request), reason=reason):
                messages.success(request, _("The key “%(name)s” is revoked: nobody reads with it.") % {"name": key})
            return redirect("admin:keys_apikey_change", key.pk)
        title = _("Revoke this key")
        return slowed(self._page(request, "revoke", title=title, form=form, proof=proof, original=key), proof)

    def history_view(self, request, object_id, extra_context=None):
        """What became of a key stands below it."""
        return redirect("admin:keys_apikey_change", self._key(request, object_id).pk)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj:
            context["changes"] = [_line(change) for change in obj.changes.select_related("by")]
            context["revoke"] = "" if obj.revoked_at else reverse("admin:keys_apikey_revoke", args=[obj.pk])
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def _key(self, request, number):
        """Rights first: whoever may not look after keys learns of nobody's number."""
        key = self.get_object(request, str(number))
        if not key:
            raise Http404
        return key

    def _page(self, request, template, **context):
        context = {**self.admin_site.each_context(request), "opts": self.opts, **context}
        return TemplateResponse(request, f"admin/keys/apikey/{template}.html", context)

    @admin.display(description=gettext_lazy("begins with"))
    def recognised(self, key):
        return format_html('<code dir="ltr">{}…</code>', key.start)

    @admin.display(description=gettext_lazy("last used"), ordering="last_used_on")
    def last_used(self, key):
        return key.last_used_on or self.get_empty_value_display()

    @admin.display(description=gettext_lazy("made"), ordering="made_at")
    def made(self, key):
        return moment(key.made_at)

    @admin.display(description=gettext_lazy("revoked"), ordering="revoked_at")
    def standing(self, key):
        return moment(key.revoked_at) if key.revoked_at else self.get_empty_value_display()


def _line(change):
    return {
        "at": moment(change.at),
        "who": change.by.get_full_name() or change.by.get_username(),
        "what": change.get_act_display(),
        "reason": change.reason,
    }
