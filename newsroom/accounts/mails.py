"""What is mailed to people about their accounts. Plain text, no names of stories, links under SITE_URL alone."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.core.mail import send_mail
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from articles.phrases import moment

from .adapters import newsroom_name
from .links import Purpose, make_link
from .models import PersonChange
from .sign_in import is_at_desk


def send_link(user: AbstractBaseUser, *, language: str) -> None:
    """A link to choose a password with: an invitation to somebody who has none yet."""
    with translation.override(language):
        if user.has_usable_password():
            subject, text = _("Choose a new password"), _reset_text(user)
        else:
            subject, text = _("Your account on the desk"), _invitation_text(user)
        send_mail(f"{newsroom_name()}: {subject}", text, None, [user.email])


def send_reset(typed: str, *, language: str) -> int:
    """A link for everybody at the desk whose user name or mail address was typed, to the address that they have
    here, however it was typed. Returns how many were mailed."""
    named = Q(username__iexact=typed) | Q(email__iexact=typed)
    people = get_user_model().objects.filter(named, is_active=True).exclude(email="")[:10]
    told = [user for user in people if is_at_desk(user)]
    for user in told:
        send_link(user, language=language)
    return len(told)


def send_confirmation(user: AbstractBaseUser, *, email: str, language: str) -> None:
    with translation.override(language):
        lines = [
            _("Somebody, you we hope, gave this as the mail address of %(user)s at %(newsroom)s.") % _names(user),
            _("Open this within a day to confirm it. If it was not you, do nothing."),
            make_link(user, Purpose.MAIL, email=email),
        ]
        send_mail(f"{newsroom_name()}: " + _("Confirm your mail address"), "\n\n".join(lines), None, [email])


def tell_of_change(change: PersonChange, *, email: str) -> None:
    """Says what became of an account, so that whoever did not do it hears of it. In the newsroom's first language."""
    with translation.override(settings.LANGUAGE_CODE):
        lines = [
            f"{change.get_act_display()}.",
            _("Account: %(user)s. When: %(moment)s. From: %(address)s.")
            % {"user": change.person.get_username(), "moment": moment(change.at), "address": change.address or "?"},
            _("If you know of this, there is nothing to do. If not, tell an administrator at once."),
        ]
        send_mail(f"{newsroom_name()}: {change.get_act_display()}", "\n\n".join(lines), None, [email])


def _reset_text(user: AbstractBaseUser) -> str:
    lines = [
        _("Somebody, you we hope, asked for a new password for %(user)s at %(newsroom)s.") % _names(user),
        _("Open this within an hour to choose one. It works once. If it was not you, do nothing."),
        make_link(user, Purpose.RESET),
    ]
    return "\n\n".join(lines)


def _invitation_text(user: AbstractBaseUser) -> str:
    lines = [
        _("There is an account for you at %(newsroom)s. Your user name is %(user)s.") % _names(user),
        _("Open this within three days to choose your password. It works once."),
        make_link(user, Purpose.INVITATION),
    ]
    return "\n\n".join(lines)


def _names(user: AbstractBaseUser) -> dict[str, str]:
    return {"user": user.get_username(), "newsroom": newsroom_name()}
