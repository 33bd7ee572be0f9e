"""One's own second factors: the choice, the app, passkeys, recovery codes."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView

from .. import qr, second_factor
from ..factor_forms import AppForm, NameForm, NewPasskeyForm
from ..own_forms import PlainForm
from .page import AsksAgain, OwnPage


class ChoiceView(OwnPage, TemplateView):
    """Where somebody is led who needs a second factor and has none."""

    title = gettext_lazy("Set up a second factor")
    template_name = "accounts/choice.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(needs_factor=second_factor.needs_one(self.request), **kwargs)


class CodesShown:
    """After a form that may have made recovery codes: shows them on the spot, the only time that they are known."""

    def show(self, codes):
        context = self.get_context_data(codes=codes, form=None)
        return render(self.request, "accounts/codes.html", context | {"title": _("Your recovery codes")})

    def refuse(self, form, refusal):
        form.add_error(None, refusal)
        return self.form_invalid(form)


class AppView(AsksAgain, CodesShown, OwnPage, FormView):
    title = gettext_lazy("Add an authenticator app")
    form_class = AppForm
    template_name = "accounts/app.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if context["form"] is None:
            return context
        secret = second_factor.offered_secret(self.request, anew=self.request.method == "GET")
        address = get_adapter().build_totp_url(self.request.user, secret)
        return context | {"picture": qr.drawn(address), "address": address, "secret": _in_fours(secret)}

    def form_valid(self, form):
        try:
            codes = second_factor.add_app(self.request, code=form.cleaned_data["code"])
        except forms.ValidationError as refusal:
            return self.refuse(form, refusal)
        messages.success(self.request, _("The app is your second factor now. Your other sessions have ended."))
        return self.show(codes) if codes else redirect("account_home")


class NewPasskeyView(AsksAgain, CodesShown, OwnPage, FormView):
    title = gettext_lazy("Add a passkey")
    form_class = NewPasskeyForm
    template_name = "accounts/passkey.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return (
            context if context["form"] is None else context | {"options": second_factor.passkey_options(self.request)}
        )

    def form_valid(self, form):
        given = form.cleaned_data
        codes = second_factor.add_passkey(self.request, name=given["name"], credential=given["credential"])
        messages.success(self.request, _("The passkey is added. Your other sessions have ended."))
        return self.show(codes) if codes else redirect("account_home")


class RemovalView(AsksAgain, CodesShown, OwnPage, FormView):
    title = gettext_lazy("Remove a second factor")
    form_class = PlainForm
    template_name = "accounts/removal.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(factor=own_factor(self.request, self.kwargs["number"]), **kwargs)

    def form_valid(self, form):
        try:
            second_factor.remove(self.request, number=own_factor(self.request, self.kwargs["number"]).pk)
        except forms.ValidationError as refusal:
            return self.refuse(form, refusal)
        messages.success(self.request, _("It is removed. Your other sessions have ended."))
        return redirect("account_home")


class NameView(OwnPage, FormView):
    title = gettext_lazy("Rename a passkey")
    form_class = NameForm
    template_name = "accounts/name.html"

    def get_initial(self):
        return {"name": own_factor(self.request, self.kwargs["number"], second_factor.PASSKEY).data["name"]}

    def form_valid(self, form):
        passkey = own_factor(self.request, self.kwargs["number"], second_factor.PASSKEY)
        second_factor.rename(self.request, number=passkey.pk, name=form.cleaned_data["name"])
        return redirect("account_home")


class CodesView(AsksAgain, CodesShown, OwnPage, FormView):
    """New recovery codes in place of the earlier ones."""

    title = gettext_lazy("New recovery codes")
    form_class = PlainForm
    template_name = "accounts/new_codes.html"

    def form_valid(self, form):
        try:
            return self.show(second_factor.renew_codes(self.request))
        except forms.ValidationError as refusal:
            return self.refuse(form, refusal)


def own_factor(request, number, *types):
    """404 for one of somebody else's, and for one that is not there."""
    types = types or (second_factor.APP, second_factor.PASSKEY)
    factor = Authenticator.objects.filter(user=request.user, type__in=types, pk=number).first()
    if not factor:
        raise Http404
    return factor


def _in_fours(secret):
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
