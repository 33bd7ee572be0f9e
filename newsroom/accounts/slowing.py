"""The answer to one try too many: 429, and when to come back. The form that counted it says so in its sentence."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse

from .limits import TOO_MANY

SECONDS = 60


def slowed(response: HttpResponse, *counted: forms.Form) -> HttpResponse:
    """The response, as the refusal of a try that was not made if any of the forms says that it was one."""
    if any(form.has_error(name, TOO_MANY) for form in counted for name in form.errors):
        response.status_code = 429
        response.headers["Retry-After"] = str(SECONDS)
    return response


class SlowsDown:
    """For views whose form counts tries; stands before Django's."""

    def form_invalid(self, form):
        return slowed(super().form_invalid(form), form)
