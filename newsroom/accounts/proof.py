"""Proving once more who one is, before the keys to the house are changed: people, roles, one's own second factors."""

from __future__ import annotations

import time

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from . import codes, limits

FRESH_SECONDS = 15 * 60
LONGEST = 1000


def is_fresh(request: HttpRequest) -> bool:
    """Whether the person proved in this session who they are, less than a quarter of an hour ago.

    A session that no page of ours began (a single sign-on of somebody's own) counts from the last sign-in.
    """
    records = get_authentication_records(request, request.user)
    signed_in = request.user.last_login
    moments = [record["at"] for record in records] or ([signed_in.timestamp()] if signed_in else [])
    return bool(moments) and time.time() - max(moments) < FRESH_SECONDS


def prove(request: HttpRequest, *, secret: str) -> bool:
    """Checks a password, or a code of the person's second factor; counts the try. Raises `limits.TooManyTries`."""
    counted = limits.begin(request, kind="proof", account=request.user.get_username())
    method = "password" if request.user.check_password(secret) else "mfa"
    if method == "mfa" and not codes.check_code(request, request.user, code=secret):
        return False
    counted.forgive()
    record_authentication(request, request.user, method, reauthenticated=True)
    return True


def proof_field() -> forms.CharField:
    return forms.CharField(
        label=_("Your own password"),
        max_length=LONGEST,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text=_(
            "You last proved who you are more than a quarter of an hour ago. A code from your app will do, too."
        ),
        error_messages={"required": _("Type your own password, or a code from your app, and send this again.")},
    )


class ProvenForm(forms.Form):
    """A form about one's own account that asks for the password again where that was long ago."""

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request
        if not is_fresh(request):
            self.fields["proof"] = proof_field()

    def clean_proof(self):
        if not prove(self.request, secret=self.cleaned_data["proof"]):
            raise forms.ValidationError(_("This is neither your password nor a code that is valid now."))
        return ""
