"""Forms around second factors: entering a code, answering with a passkey, adding and naming them."""

from __future__ import annotations

import json

from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm, LoginWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from . import codes, limits, second_factor
from .proof import ProvenForm

LONGEST_NAME = 60
NUL = rb"\u0000"
NOT_USED = _("This passkey could not be used. Try again, or sign in another way.")


def code_field(label) -> forms.CharField:
    """`autocomplete` lets a phone offer the code."""
    asked = {"autocomplete": "one-time-code", "inputmode": "text", "spellcheck": "false", "dir": "ltr"}
    return forms.CharField(label=label, max_length=50, widget=forms.TextInput(attrs=asked))


class CodeForm(forms.Form):
    """The step after the password: a code of the app, or a recovery code."""

    code = code_field(pgettext_lazy("second factor", "Code"))

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs["autofocus"] = True
        self.user = user

    def clean_code(self):
        """A code that is right works this once, and never again."""
        counted = limits.begin(context.request, kind="code", account=self.user.get_username())
        self.factor = codes.check_code(context.request, self.user, code=self.cleaned_data["code"])
        if not self.factor:
            raise forms.ValidationError(_("This code is not valid now. Wait for the next one, or use a recovery code."))
        counted.forgive()
        return self.cleaned_data["code"]

    def save(self):
        record_authentication(context.request, self.user, "mfa", type=self.factor)


class CredentialField(forms.JSONField):
    """A passkey's answer, as the page's script writes it: no NUL, half a character or NaN, which PostgreSQL's JSON
    has not."""

    def __init__(self, **kwargs):
        super().__init__(**{"widget": forms.HiddenInput, "error_messages": {"required": NOT_USED}, **kwargs})

    def to_python(self, value):
        try:
            answer = super().to_python(value)
            text = json.dumps(answer, ensure_ascii=False, allow_nan=False).encode()
        except (RecursionError, ValueError) as error:
            raise forms.ValidationError(NOT_USED) from error
        if NUL in text:
            raise forms.ValidationError(NOT_USED)
        return answer

    def bound_data(self, data, initial):
        """An answer is good for one question: a form that is shown again has none."""
        return


class _SafelyAnswered(forms.Form):
    """Whatever somebody sends as a passkey's answer is refused in a sentence."""

    credential = CredentialField()

    def clean_credential(self):
        counted = limits.begin(context.request, kind="passkey", account=self.user and self.user.get_username())
        try:
            authenticator = super().clean_credential()
        except Exception as error:  # fido2 and the parsers below it raise whatever the answer brings about
            raise forms.ValidationError(NOT_USED) from error
        counted.forgive()
        return authenticator


class PasskeyForm(_SafelyAnswered, AuthenticateWebAuthnForm):
    """The step after the password, with a passkey in place of a code."""


class PasskeySignInForm(_SafelyAnswered, LoginWebAuthnForm):
    """A passkey alone: it names the person, and the device asked for a finger or a number."""


class AppForm(ProvenForm):
    code = code_field(_("Code of the app"))

    def clean_code(self):
        """Counted as well: the secret is new, but whoever tries all codes would burn time."""
        limits.begin(self.request, kind="enrol", account=self.request.user.get_username())
        return self.cleaned_data["code"]


class NewPasskeyForm(ProvenForm):
    name = forms.CharField(
        label=_("Name"),
        max_length=LONGEST_NAME,
        initial=_("Passkey"),
        help_text=_("So that you know it again, such as the device that it is on."),
    )
    credential = CredentialField()

    def clean_credential(self):
        return second_factor.checked_registration(self.cleaned_data["credential"])


class NameForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=LONGEST_NAME)
