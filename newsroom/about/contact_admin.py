"""How readers reach the newsroom, on the desk: a form that begins with what is in force, and every version."""

from django import forms
from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from articles.admin import access, per_language
from articles.admin.people import person_of
from articles.admin.per_language import CommaListField, TextsField
from articles.admin.refusable import RefusableForm, RefusalsInForm

from . import contacts, writing
from .contacts import TEXTS
from .models import ContactVersion


class ContactForm(RefusableForm):
    """`opened` is the version that the form began with."""

    opened = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput, label=_("version"))
    postal_address = TextsField(label=_("address"), required=False)
    profiles = CommaListField(
        label=_("accounts elsewhere"),
        required=False,
        help_text=ContactVersion._meta.get_field("profiles").help_text,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "ltr", "class": "vLargeTextField"}),
    )

    class Meta:
        model = ContactVersion
        fields = TEXTS

    def clean_opened(self):
        return self.cleaned_data["opened"] or 0

    def clean_postal_address(self):
        """With the languages that the newsroom has given up."""
        before = contacts.newest().postal_address
        return per_language.with_other_languages(self.cleaned_data["postal_address"], before)


class ContactVersionAdmin(RefusalsInForm, access.ByMembership):
    """A change is a version of its own: nobody changes one that is there."""

    form = ContactForm
    fields = (*TEXTS, "opened")
    list_display = ("number", "by", "at", "mail", "telephone")
    list_select_related = ("by",)
    change_form_template = "admin/about/contactversion/change_form.html"

    def has_module_permission(self, request):
        """Not a door of its own on every page: the list of policy pages leads here."""
        return False

    def may_add(self, person):
        return writing.may_write(person)

    def get_fields(self, request, obj=None):
        return ("number", "by", "at", "mail", "telephone", "in_languages", "listed") if obj else self.fields

    def get_readonly_fields(self, request, obj=None):
        return self.get_fields(request, obj) if obj else ()

    def get_changeform_initial_data(self, request):
        """What is in force; with `?from=`, an earlier version in its place, to be brought back."""
        now = contacts.newest()
        chosen = request.GET.get("from", "")
        number = int(chosen) if chosen.isascii() and chosen.isdigit() and len(chosen) < 9 else now.number
        shown = ContactVersion.objects.filter(number=number).first() or now
        return {name: getattr(shown, name) for name in TEXTS} | {"opened": now.number}

    def save_model(self, request, obj, form, change):
        contacts.change(obj, by=request.user, number=form.cleaned_data["opened"])

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if not obj:
            context |= {"title": capfirst(self.opts.verbose_name), "show_save_and_continue": False}
            context["show_save_and_add_another"] = False
        elif self.may_add(person_of(request)):
            context["again"] = f"{reverse('admin:about_contactversion_add')}?from={obj.number}"
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    @admin.display(description=_("address"))
    def in_languages(self, contact):
        return per_language.shown(contact.postal_address)

    @admin.display(description=_("accounts elsewhere"))
    def listed(self, contact):
        return format_html('<bdi dir="ltr">{}</bdi>', ", ".join(contact.profiles))
