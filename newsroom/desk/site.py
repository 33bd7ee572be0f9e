"""The desk is Django's admin, open to whoever has a role here and to administrators, and to nobody else."""

from django.conf import settings
from django.contrib import admin
from django.http import Http404
from django.urls import path
from django.utils.translation import gettext_lazy as _

from articles.models import Membership
from newsroom.accounts.demo_names import DEMO_ACCOUNTS
from newsroom.accounts.sign_in import SignInForm, is_at_desk

from . import overview
from .links import links_of

# As the header lists them; what is not named here comes last.
ORDER = ("Article", "WireItem", "Image", "Author", "Topic", "Section", "Source", "User")


class DeskSite(admin.AdminSite):
    site_header = site_title = _("Newsroom")
    index_title = _("Desk")
    login_form = SignInForm
    enable_nav_sidebar = False

    def has_permission(self, request):
        return is_at_desk(request.user)

    def login(self, request, extra_context=None):
        """Django's, with the names to sign in with where they are well known anyway."""
        demo = {"demo_accounts": DEMO_ACCOUNTS if settings.DEMO else ()}
        return super().login(request, demo | (extra_context or {}))

    def index(self, request, extra_context=None):
        person = Membership.objects.person(request.user)
        return super().index(request, {"panels": overview.panels(person), **(extra_context or {})})

    def each_context(self, request):
        """Django's, `desk_models` (what the person may open, in our order) and `desk_links` (the desk's own pages)."""
        context = super().each_context(request)
        models = [model for app in context.get("available_apps", ()) for model in app["models"]]
        links = links_of(request) if context["has_permission"] else []
        return {**context, "desk_models": sorted(models, key=_place), "desk_links": links}

    def get_urls(self):
        """Django's, but `r/<type>/<id>/`: it would tell anybody the address of anything."""
        return [path("r/<path:named>/", self.admin_view(_no_such_page)), *super().get_urls()]


def _no_such_page(request, named):
    raise Http404


def _place(model):
    name = model["object_name"]
    return ORDER.index(name) if name in ORDER else len(ORDER)
