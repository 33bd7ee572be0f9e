"""The account page: who one is here, how one signs in, where one is signed in, and what became of the account."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, View

from articles.admin.keys import key_of

from .. import limits, own_account, recovery_codes, second_factor, sessions, told
from ..own_forms import MailForm
from .page import AsksAgain, OwnPage

NEWEST = 10


class AccountView(OwnPage, TemplateView):
    title = gettext_lazy("Your account")
    template_name = "accounts/account.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        listed = sessions.sessions_of(user)
        factors = [told.factor(factor) for factor in second_factor.factors_of(user)]
        return super().get_context_data(
            factors=factors,
            has_app=any(factor.is_app for factor in factors),
            codes_left=recovery_codes.left(user),
            needs_factor=second_factor.needs_one(self.request),
            sessions=[told.session(row, current=self.request.session.session_key) for row in listed],
            roles=[str(membership) for membership in user.memberships.select_related("section")],
            changes=told.changes_of(user, newest=NEWEST),
            **kwargs,
        )


class EndSessionView(OwnPage, View):
    """POST alone: `number` ends one session, `others` all but this."""

    http_method_names = ["post"]

    def post(self, request):
        if "others" in request.POST:
            own_account.end_other_sessions(request)
            messages.success(request, _("You are signed in here alone now."))
        elif self._end_one(request.POST.get("number", "")):
            messages.success(request, _("That session has ended."))
        else:
            messages.warning(request, _("That session had ended already."))
        return redirect("account_home")

    def _end_one(self, number):
        key = key_of(number)
        return key is not None and sessions.end_one(self.request.user, number=key)


class MailView(AsksAgain, OwnPage, FormView):
    title = gettext_lazy("Change your mail address")
    form_class = MailForm
    template_name = "accounts/mail.html"
    success_url = reverse_lazy("account_home")

    def form_valid(self, form):
        email = form.cleaned_data["email"]
        try:
            limits.begin(self.request, kind="link", account=f"mail of {self.request.user.pk}")
        except limits.TooManyTries as refusal:
            form.add_error(None, refusal)
            return self.form_invalid(form)
        own_account.ask_to_confirm(self.request, email=email)
        messages.info(self.request, _("We mailed a link to %(email)s. Open it within a day.") % {"email": email})
        return super().form_valid(form)
