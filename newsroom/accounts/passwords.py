"""What a password is: compared in one Unicode form, and never too long to hash."""

from __future__ import annotations

import unicodedata

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LONGEST = 1000  # characters: nobody types more, and hashing must cost an attacker more than us


def normalized(password: str | None) -> str | None:
    """In NFKC, as NIST SP 800-63B asks: the same letters from another keyboard are the same password."""
    return password if password is None else unicodedata.normalize("NFKC", password)


def is_short_enough(password: str | None) -> bool:
    return password is None or len(password) <= LONGEST


class MinimumLengthValidator(password_validation.MinimumLengthValidator):
    """Django's, whose words there are in English alone."""

    def get_error_message(self) -> str:
        return _("This password is too short: it needs at least %(least)s characters.") % {"least": self.min_length}

    def get_help_text(self) -> str:
        return _("Your password must have at least %(least)s characters.") % {"least": self.min_length}


class MaximumLengthValidator:
    """Refuses before anything is hashed. One of AUTH_PASSWORD_VALIDATORS."""

    def validate(self, password: str, user=None) -> None:
        if not is_short_enough(password):
            raise ValidationError(_("This password is longer than %(most)s characters.") % {"most": LONGEST})

    def get_help_text(self) -> str:
        return _("Your password can have up to %(most)s characters.") % {"most": LONGEST}
