"""Pages beside a person's form: their password, their second factors, a mailed link; and what became of the account."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _

from . import limits, people, second_factor, told
from .forms import ReasonForm
from .own_forms import PlainForm
from .slowing import slowed

NEWEST = 50


class PersonPages(admin.ModelAdmin):
    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<record_key:number>/factors/", view(self.factors_view), name="accounts_user_factors"),
            path("<record_key:number>/link/", view(self.link_view), name="accounts_user_link"),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, *args, **kwargs):
        person = context.get("original")
        if person:
            context["changes"] = told.changes_of(person, newest=NEWEST)
            context["factors"] = [told.factor(factor) for factor in second_factor.factors_of(person)]
            context["is_oneself"] = person.pk == request.user.pk
        return super().render_change_form(request, context, *args, **kwargs)

    def user_change_password(self, request, id, form_url=""):
        """Sets somebody's password. One's own is changed with the old one."""
        person = self._person(request, id)
        if person.pk == request.user.pk:
            return redirect("admin:password_change")
        form = self.change_password_form(person, request.POST or None)
        return self._page(
            request, person, form, title=_("Set a password"), template="password", verb=self._set_password
        )

    def factors_view(self, request, number):
        """Takes the second factors of somebody who has lost theirs."""
        person = self._person(request, str(number))
        form = ReasonForm(request.POST or None)
        title = _("Remove second factors")
        return self._page(request, person, form, title=title, template="factors", verb=self._remove_factors)

    def link_view(self, request, number):
        """Mails the person a link to choose a password with. It shows whoever sends it nothing, so it asks nothing."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        person = self._person(request, str(number))
        try:
            limits.begin(request, kind="link", account=person.pk)
            people.send_link(request, person)
            messages.success(request, _("A link was mailed to %(email)s.") % {"email": person.email})
        except (people.PersonNotChanged, limits.TooManyTries) as refusal:
            messages.error(request, " ".join(getattr(refusal, "messages", [str(refusal)])))
        return redirect("admin:accounts_user_change", person.pk)

    def _page(self, request, person, form, *, title, template, verb):
        """A form with one's own password below it; what the verb refuses stands in the form."""
        proof = PlainForm(request.POST or None, request=request)
        if request.method == "POST" and form.is_valid() and proof.is_valid():
            try:
                messages.success(request, verb(request, person, form.cleaned_data))
                return redirect("admin:accounts_user_change", person.pk)
            except people.PersonNotChanged as refusal:
                form.add_error(None, str(refusal))
        context = {**self.admin_site.each_context(request), "title": title, "subtitle": str(person)}
        context |= {"form": form, "proof": proof, "original": person, "opts": self.opts}
        context["factors"] = [told.factor(factor) for factor in second_factor.factors_of(person)]
        return slowed(TemplateResponse(request, f"admin/accounts/user/{template}.html", context), proof)

    def _set_password(self, request, person, typed):
        people.set_password(request, person, password=typed["password1"])
        return _("The password is set, and %(person)s is signed out everywhere.") % {"person": person}

    def _remove_factors(self, request, person, typed):
        people.remove_factors(request, person, reason=typed["reason"])
        return _("The second factors are removed, and %(person)s is signed out everywhere.") % {"person": person}

    def _person(self, request, number):
        """Rights first: whoever may not look after people learns of nobody's number."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        person = self.get_object(request, number)
        if not person:
            raise Http404
        return person
