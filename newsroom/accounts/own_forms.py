"""Forms about one's own account that have nothing to do with second factors."""

from __future__ import annotations

from django import forms
from django.contrib.admin.forms import AdminPasswordChangeForm
from django.contrib.auth.forms import SetPasswordForm
from django.utils.translation import gettext_lazy as _

from . import limits
from .passwords import LONGEST
from .proof import ProvenForm


class OwnPasswordForm(AdminPasswordChangeForm):
    """One's own password, with the old one; wrong ones are counted."""

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request
        self.fields["old_password"].max_length = LONGEST

    def clean_old_password(self):
        counted = limits.begin(self.request, kind="proof", account=self.user.get_username())
        old = super().clean_old_password()
        counted.forgive()
        return old


class ForgottenForm(forms.Form):
    typed = forms.CharField(
        label=_("Your user name or mail address"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "dir": "auto"}),
    )


class ChosenPasswordForm(SetPasswordForm):
    """A new password, by whoever has the link."""


class MailForm(ProvenForm):
    email = forms.EmailField(
        label=_("New mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )

    def clean_email(self):
        email = self.cleaned_data["email"]
        if email == self.request.user.email:
            raise forms.ValidationError(_("This is your address already."))
        return email


class PlainForm(ProvenForm):
    """Nothing but the consent, and the password where it is asked for."""
