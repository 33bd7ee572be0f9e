"""How the admin saves people: with everything about their rights in one verb, and one's own password first."""

from django.contrib import admin, messages
from django.utils.translation import gettext as _

from articles.admin.refusable import RefusalsInForm

from . import people
from .own_forms import PlainForm
from .slowing import slowed


class PersonSaving(RefusalsInForm, admin.ModelAdmin):
    refusals = (people.PersonNotChanged,)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Django's, with the form that asks for one's own password where that was long ago."""
        proof = PlainForm(request.POST or None, request=request)
        if request.method == "POST" and not proof.is_valid():
            request.refusal = _("Nothing is saved yet: type your own password below.")
        context = {**(extra_context or {}), "proof": proof}
        return slowed(super().changeform_view(request, object_id, form_url, context), proof)

    def save_model(self, request, obj, form, change):
        """With the roles: see `save_related`."""

    def save_related(self, request, form, formsets, change):
        """Writes only what the form asked for: a right that somebody else took a moment ago stays taken."""
        person, seen = form.instance, form.cleaned_data.get("rights_seen")
        with people.changing(request, person, rights_seen=seen):
            typed = [field.name for field in person._meta.concrete_fields if field.name in form.cleaned_data]
            person.save(update_fields=typed if change else None)
            super().save_related(request, form, formsets, change)
        if not change and not person.has_usable_password():
            self._invite(request, person)

    def _invite(self, request, person):
        try:
            people.send_link(request, person)
        except people.PersonNotChanged as refusal:
            messages.warning(request, str(refusal))
