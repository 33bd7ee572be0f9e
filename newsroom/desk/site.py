"""The desk is Django's admin, open to whoever has a role here and to administrators, and to nobody else."""

from functools import wraps

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.views.main import SEARCH_VAR
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.exceptions import BadRequest
from django.http import Http404
from django.shortcuts import redirect
from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _

from newsroom.accounts.demo_names import DEMO_ACCOUNTS
from newsroom.accounts.sessions import end_all
from newsroom.accounts.sign_in import SignInForm
from newsroom.accounts.standing import standing_of
from newsroom.accounts.views.passwords import OwnPasswordView
from newsroom.accounts.views.sign_in import SignInView

from .links import links_of

# As the header lists them; what is not named here comes last.
ORDER = ("Article", "WireItem", "Image", "Collection", "Author", "Topic", "Section", "Source", "User", "ApiKey")
BEHIND = ("WireItem",)  # a page of the desk leads to them: the header has room for one line


class DeskSite(admin.AdminSite):
    site_header = site_title = _("Newsroom")
    index_title = _("Desk")
    login_form = SignInForm
    enable_nav_sidebar = False

    def has_permission(self, request):
        """Asked several times for a page; the database is asked once."""
        return standing_of(request).is_open

    def admin_view(self, view, cacheable=False):  # noqa: FBT002 - Django's
        return super().admin_view(_without_nul(view), cacheable)

    def login(self, request, extra_context=None):
        """Our own sign-in, with the names to sign in with where they are well known anyway."""
        if request.method == "GET" and self.has_permission(request):
            return redirect("admin:index")
        given = request.GET.get(REDIRECT_FIELD_NAME) or request.POST.get(REDIRECT_FIELD_NAME)
        context = {
            **self.each_context(request),
            "title": _("Log in"),
            "subtitle": None,
            "app_path": request.get_full_path(),
            "username": request.user.get_username(),
            "demo_accounts": DEMO_ACCOUNTS if settings.DEMO else (),
            **({} if given else {REDIRECT_FIELD_NAME: reverse("admin:index")}),
            **(extra_context or {}),
        }
        view = SignInView.as_view(
            extra_context=context, authentication_form=self.login_form, template_name="admin/login.html"
        )
        return view(request)

    def app_index(self, request, app_label, extra_context=None):
        """The first page has it all: Django's page of one app would be that page without its board."""
        super().app_index(request, app_label, extra_context)  # 404 for whoever may open nothing of it
        return redirect("admin:index")

    def logout(self, request, extra_context=None):
        """Django's; the person's sessions elsewhere end as well. Open to somebody who is held, too."""
        if request.method == "POST" and request.user.is_authenticated:
            end_all(request.user)
        return super().logout(request, extra_context)

    def password_change(self, request, extra_context=None):
        """Changes one's own password, under the name that Django gives the page."""
        context = {**self.each_context(request), **(extra_context or {})}
        view = OwnPasswordView.as_view(extra_context=context, success_url=reverse("admin:password_change_done"))
        return view(request)

    def each_context(self, request):
        """Django's, `desk_models` (what the person may open, in our order), those of them that stand in the header,
        `desk_nav`, and `desk_links` (the desk's own pages)."""
        context = super().each_context(request)
        models = [model for app in context.get("available_apps", ()) for model in app["models"]]
        links = links_of(request) if context["has_permission"] else []
        models = sorted(models, key=_place)
        nav = [model for model in models if model["object_name"] not in BEHIND]
        return {**context, "desk_models": models, "desk_nav": nav, "desk_links": links}

    def get_urls(self):
        """The desk's own and Django's, but `r/<type>/<id>/`: it would tell anybody the address of anything."""
        return [
            path("r/<path:named>/", self.admin_view(_no_such_page)),
            path("logout/", self.logout, name="logout"),
            path("", include("newsroom.desk.urls")),
            *super().get_urls(),
        ]


def _without_nul(view):
    """A list that is filtered by a NUL is a bad request: Django would ask PostgreSQL, which has none."""

    @wraps(view)
    def answering(request, *args, **kwargs):
        filters = [value for name in request.GET if name != SEARCH_VAR for value in request.GET.getlist(name)]
        if (request.resolver_match.url_name or "").endswith("_changelist") and any("\0" in value for value in filters):
            raise BadRequest("A filter holds a NUL.")
        return view(request, *args, **kwargs)

    return answering


def _no_such_page(request, named):
    raise Http404


def _place(model):
    name = model["object_name"]
    return ORDER.index(name) if name in ORDER else len(ORDER)
