"""What all account pages have: the desk's frame around them, and who may open them."""

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.views.generic.base import ContextMixin

from ..slowing import SlowsDown
from ..standing import standing_of


class AccountPage(ContextMixin):
    """A page in the desk's frame, for everybody."""

    title = ""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return {**admin.site.each_context(self.request), **context, "title": self.title, "subtitle": None}


class OwnPage(AccountPage):
    """A page for whoever has a place at the desk."""

    def dispatch(self, request, *args, **kwargs):
        if not standing_of(request).at_desk:
            return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
        return super().dispatch(request, *args, **kwargs)


class AsksAgain(SlowsDown):
    """For views whose form needs the request, because it may ask for the password again, and counts that."""

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "request": self.request}
