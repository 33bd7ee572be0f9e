"""Signing in: the password, or a passkey alone; then the second factor of whoever has one."""

from allauth.account.internal import flows
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import Login
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.webauthn.internal.flows import perform_passwordless_login
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.contrib.auth.views import LoginView
from django.http import HttpResponseRedirect, QueryDict
from django.shortcuts import render, resolve_url
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import second_factor
from ..factor_forms import CodeForm, PasskeyForm, PasskeySignInForm
from ..limits import TOO_MANY
from ..sessions import PASSWORD_SEAL
from ..slowing import SlowsDown, slowed
from .page import AccountPage


class SignInView(SlowsDown, LoginView):
    """The desk's sign-in. The right password opens the desk, or the page that asks for the second factor."""

    def form_valid(self, form):
        leave(self.request)
        self.request.session[PASSWORD_SEAL] = form.get_user().get_session_auth_hash()
        login = Login(user=form.get_user(), redirect_url=self.get_success_url())
        return flows.login.perform_password_login(self.request, {}, login)


class SecondFactorView(SlowsDown, AccountPage, AuthenticateView):
    """The step after the password. Open only to whoever has just given theirs; they are not signed in yet."""

    title = gettext_lazy("Second factor")
    form_class = CodeForm
    webauthn_form_class = PasskeyForm
    template_name = "accounts/second_factor.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        user = self.stage.login.user
        types = {factor.type for factor in second_factor.factors_of(user)}
        return context | {
            "has_app": second_factor.APP in types,
            "options": second_factor.answer_options(user) if second_factor.PASSKEY in types else "",
        }

    def post(self, request, *args, **kwargs):
        """A password that was changed meanwhile, or sessions that were ended, end what it began as well."""
        seal = self.stage.login.user.get_session_auth_hash()
        if not constant_time_compare(request.session.get(PASSWORD_SEAL, ""), seal):
            clear_login(request)
            return to_sign_in(request)
        return super().post(request, *args, **kwargs)


class PasskeySignInView(LoginWebAuthnView):
    """GET hands the browser what it needs (JSON); POST takes the passkey's answer."""

    form_class = PasskeySignInForm
    http_method_names = ["get", "post"]

    def form_valid(self, form):
        authenticator = form.cleaned_data["credential"]
        leave(self.request)
        login = Login(user=authenticator.user, redirect_url=self._next())
        return perform_passwordless_login(self.request, authenticator, login)

    def form_invalid(self, form):
        """One try too many ends on a page of its own: the sign-in page is none to send a program to then."""
        if form.has_error("credential", TOO_MANY):
            context = {**admin.site.each_context(self.request), "title": _("Too many tries"), "form": form}
            return slowed(render(self.request, "accounts/too_many.html", context), form)
        for sentence in form.errors.get("credential", [_("The browser's answer could not be used. Try again.")]):
            messages.error(self.request, sentence)
        return to_sign_in(self.request)

    def _next(self):
        address = self.request.POST.get(REDIRECT_FIELD_NAME, "")
        own = url_has_allowed_host_and_scheme(
            address, allowed_hosts={self.request.get_host()}, require_https=self.request.is_secure()
        )
        return address if own else resolve_url(settings.LOGIN_REDIRECT_URL)


def leave(request):
    """Begins anew: whoever was signed in here is not, and a session key that somebody planted is worth nothing."""
    if request.user.is_authenticated:
        logout(request)
    clear_login(request)
    request.session.cycle_key()


def to_sign_in(request):
    """The one sign-in page, with where to go afterwards."""
    address = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME)
    query = QueryDict(mutable=True)
    if address:
        query[REDIRECT_FIELD_NAME] = address
    return HttpResponseRedirect(f"{settings.LOGIN_URL}?{query.urlencode()}" if query else settings.LOGIN_URL)
