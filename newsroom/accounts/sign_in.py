"""Who may sign in to the desk, and the form for it."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _

from articles.models import Membership

from . import limits
from .passwords import LONGEST

REFUSED = _(
    "This user name and password do not open the desk. Check both, capital letters included; "
    "if they are right, ask an administrator."
)


def is_at_desk(user) -> bool:
    """Whether a user has a place here now: active, and an administrator or with any role. `is_staff` says nothing."""
    if not user.is_active:
        return False
    return user.is_superuser or Membership.objects.filter(user=user).exists()


class SignInForm(AuthenticationForm):
    """Says the same of a wrong password, an unknown name and somebody without a place at the desk."""

    error_messages = {"invalid_login": REFUSED}

    def clean(self):
        """Counts the try before anything is hashed; one that is right does not count."""
        if len(self.cleaned_data.get("password", "")) > LONGEST:
            raise self.get_invalid_login_error()
        if not {"username", "password"} <= self.cleaned_data.keys():
            return self.cleaned_data
        counted = limits.begin(self.request, kind="password", account=self.cleaned_data["username"])
        cleaned = super().clean()
        counted.forgive()
        return cleaned

    def confirm_login_allowed(self, user):
        if not is_at_desk(user):
            raise self.get_invalid_login_error()

    def get_invalid_login_error(self):
        return forms.ValidationError(self.error_messages["invalid_login"], code="invalid_login")
