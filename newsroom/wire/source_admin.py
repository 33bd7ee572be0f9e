"""The sources on the desk: who may publish, said by whom."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles import suspension
from articles.admin import access

from .models import Source


class SourceForm(forms.ModelForm):
    """`trusted_by` is a checkbox: it stores the chief who ticks it, whose rights the source then publishes with."""

    person = None
    may_publish = forms.BooleanField(label=_("may publish"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "may_publish" not in self.fields:
            return
        chief = self.instance.trusted_by
        box = self.fields["may_publish"]
        box.initial = chief is not None
        box.disabled = chief is None and not access.is_chief(self.person)
        box.help_text = (
            _("Said by %(chief)s. What it sends is published in the sections where %(chief)s is a chief.")
            % {"chief": chief}
            if chief
            else _("Only a chief may tick this: the source then publishes in the sections of that chief.")
        )

    def clean(self):
        """What a chief trusts is known by its name: under another it would be something else."""
        cleaned, chief = super().clean(), self.instance.trusted_by
        is_others = chief is not None and chief.pk != self.person.id
        if is_others and cleaned.get("may_publish") and "name" in self.changed_data:
            sentence = _("%(chief)s lets it publish under the name that it has. Take that away first, or ask them.")
            self.add_error("name", sentence % {"chief": chief})
        return cleaned


@admin.register(Source)
class SourceAdmin(access.ByMembership):
    form = SourceForm
    fieldsets = ((None, {"fields": ("name", "credit_line", "may_publish")}),)
    list_display = ("name", "credit_line", "trusted_by", "created")
    list_select_related = ("trusted_by",)
    search_fields = ("name", "credit_line")

    @admin.display(description=_("created"), ordering="created_at")
    def created(self, source):
        return source.created_at

    def may_look(self, person, obj=None):
        return self.may_change(person)

    def may_change(self, person, obj=None):
        return person.reads_everything or access.is_chief(person)

    def get_form(self, request, *args, **kwargs):
        form = super().get_form(request, *args, **kwargs)
        form.person = access.person_of(request)
        return form

    def save_model(self, request, obj, form, change):
        if not form.cleaned_data["may_publish"]:
            obj.trusted_by = None
            suspension.suspend_from(obj.name, why=_("Its source may publish no more."))
        elif not obj.trusted_by_id:
            obj.trusted_by = request.user
        super().save_model(request, obj, form, change)
