"""What django-allauth asks us: who may sign in, where they go, under which name passkeys are made, how secrets rest."""

from __future__ import annotations

from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _

from newsroom.sealing import seal, unseal
from newsroom.visitors import client_address

from .cookies import remember_device
from .limits import account_key
from .sessions import PASSWORD_SEAL, RIGHTS_SEEN
from .sign_in import REFUSED, is_at_desk

PURPOSE = "newsroom.accounts"  # of what is sealed


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False

    def get_login_stages(self):
        return ["allauth.mfa.stages.AuthenticateStage"]

    def is_reauthentication_required(self, *, app, **kwargs):
        return False  # our own forms ask: newsroom.accounts.proof

    def get_client_ip(self, request):
        return client_address(request)

    def add_message(self, request, level, message_template=None, message_context=None, extra_tags="", message=None):
        """None of allauth's own sentences: the next page shows what was done."""

    def pre_login(self, request: HttpRequest, user, **login) -> HttpResponse | None:
        if is_at_desk(user):
            return None
        clear_login(request)
        messages.error(request, REFUSED)
        return redirect(settings.LOGIN_URL)

    def login(self, request, user):
        super().login(request, user)
        request.session[RIGHTS_SEEN] = user.rights_changed
        request.session.pop(PASSWORD_SEAL, None)

    def post_login(self, request: HttpRequest, user, **login) -> HttpResponse:
        response = super().post_login(request, user, **login)
        remember_device(request, response, account=account_key(user.get_username()))
        return response


class FactorAdapter(DefaultMFAAdapter):
    def get_totp_issuer(self):
        return newsroom_name()

    def _get_user_identifier(self, user):
        return user.get_username()

    def get_public_key_credential_rp_entity(self):
        return {"id": _passkey_host(context.request.get_host().partition(":")[0]), "name": newsroom_name()}

    def encrypt(self, text):
        return seal(text, purpose=PURPOSE)

    def decrypt(self, encrypted_text):
        """Raises `cryptography.fernet.InvalidToken` under a key that was not there when it was encrypted."""
        return unseal(encrypted_text, purpose=PURPOSE)

    def generate_authenticator_name(self, user, type):
        return _("Passkey")


def newsroom_name() -> str:
    names = settings.NEWSROOM_NAME
    return names.get(translation.get_language() or "") or next(iter(names.values()))


def _passkey_host(host: str) -> str:
    """SITE_URL's host for each of its sub-domains, so that a passkey works under all of the newsroom's names."""
    own = urlsplit(settings.SITE_URL).hostname or host
    return own if host == own or host.endswith(f".{own}") else host
