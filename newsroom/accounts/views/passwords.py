"""Changing one's password, asking for a link, choosing a new one with it; the link that confirms an address."""

from django.contrib import messages
from django.contrib.auth.views import PasswordChangeView
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, View

from .. import limits, own_account
from ..links import Purpose, read_link
from ..own_forms import ChosenPasswordForm, ForgottenForm, OwnPasswordForm
from ..slowing import SlowsDown
from .page import AccountPage, AsksAgain

TOKEN = "password_link"


class OwnPasswordView(AsksAgain, PasswordChangeView):
    form_class = OwnPasswordForm
    template_name = "registration/password_change_form.html"

    def form_valid(self, form):
        own_account.change_password(self.request, password=form.cleaned_data["new_password1"])
        return HttpResponseRedirect(self.get_success_url())


class ForgottenView(SlowsDown, AccountPage, FormView):
    """Says the same whether there is such a person or not; the worker looks and mails."""

    title = gettext_lazy("Forgotten password")
    form_class = ForgottenForm
    template_name = "accounts/forgotten.html"

    def form_valid(self, form):
        typed = form.cleaned_data["typed"].strip()
        try:
            limits.begin(self.request, kind="link", account=typed)
        except limits.TooManyTries as refusal:
            form.add_error(None, refusal)
            return self.form_invalid(form)
        own_account.ask_for_link(typed)
        return self.render_to_response(self.get_context_data(form=None, sent=True))


class OpenLinkView(View):
    """Takes the token out of the address before any page is shown: an address is kept, logged and passed on."""

    http_method_names = ["get", "head"]

    def get(self, request, token):
        request.session[TOKEN] = token
        response = redirect("choose_password")
        response.headers["Referrer-Policy"] = "no-referrer"  # the address holds the token
        return response


class ChoosePasswordView(AccountPage, FormView):
    title = gettext_lazy("Choose a password")
    form_class = ChosenPasswordForm
    template_name = "accounts/choose_password.html"

    def dispatch(self, request, *args, **kwargs):
        found = read_link(request.session.get(TOKEN, ""), Purpose.RESET, Purpose.INVITATION)
        self.person = found[0] if found else None
        return super().dispatch(request, *args, **kwargs) if self.person else self._dead()

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "user": self.person}

    def get_context_data(self, **kwargs):
        return super().get_context_data(person=self.person, **kwargs)

    def form_valid(self, form):
        token = self.request.session.pop(TOKEN)
        if not own_account.choose_password(self.request, token=token, password=form.cleaned_data["new_password1"]):
            return self._dead()
        messages.success(self.request, _("Your password is chosen. Sign in with it now."))
        return redirect("admin:login")

    def _dead(self):
        self.request.session.pop(TOKEN, None)
        context = {**self.get_context_data(form=None), "title": _("This link does not work any more")}
        return render(self.request, "accounts/dead_link.html", context, status=410)


class ConfirmMailView(AccountPage, TemplateView):
    """GET asks, POST confirms: programs that look at mail open links, too.

    With "no-referrer" a browser sends `Origin: null` with the form, which Django refuses; "same-origin" tells nobody
    else of the address either.
    """

    title = gettext_lazy("Confirm your mail address")
    template_name = "accounts/confirm_mail.html"

    def dispatch(self, request, *args, **kwargs):
        response = super().dispatch(request, *args, **kwargs)
        response.headers["Referrer-Policy"] = "same-origin"
        return response

    def get(self, request, token):
        found = read_link(token, Purpose.MAIL)
        return self.render_to_response(self.get_context_data(email=found[1])) if found else self._dead()

    def post(self, request, token):
        if not own_account.confirm_mail(request, token=token):
            return self._dead()
        messages.success(request, _("Your mail address is confirmed."))
        return redirect("account_home")

    def _dead(self):
        context = {**self.get_context_data(), "title": _("This link does not work any more")}
        return render(self.request, "accounts/dead_link.html", context, status=410)
