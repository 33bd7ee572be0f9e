"""What a verb refuses is said in the form, with everything that was typed still there."""

from django import forms
from django.contrib import admin

from ..workflow import MoveNotAllowed


class RefusableForm(forms.ModelForm):
    refusal = ""

    def clean(self):
        cleaned = super().clean()
        if self.refusal:
            raise forms.ValidationError(self.refusal)
        return cleaned


class RefusalsInForm(admin.ModelAdmin):
    """Saves through a verb. If that refuses, its transaction is undone and the form is shown once more."""

    form = RefusableForm
    refusals = (MoveNotAllowed,)

    def changeform_view(self, request, *args, **kwargs):
        try:
            return super().changeform_view(request, *args, **kwargs)
        except self.refusals as refusal:
            request.refusal = str(refusal)
            for upload in request.FILES.values():
                upload.seek(0)
            return super().changeform_view(request, *args, **kwargs)

    def get_form(self, request, *args, **kwargs):
        form = super().get_form(request, *args, **kwargs)
        form.refusal = getattr(request, "refusal", "")
        return form
