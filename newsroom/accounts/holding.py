"""Holds whoever needs a second factor and has not given it, at every door of the desk."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from newsroom.desk_paths import is_on_desk

from .sessions import follow_rights, note_seen
from .standing import standing_of

ALWAYS_OPEN = {"admin:login", "admin:logout", "admin:jsi18n", "set_language"}
ENROLLING = {"second_factor", "add_app", "add_passkey"}


class HoldingMiddleware:
    """Reads the person's rights and factors anew for each request: a reporter who became an editor a moment ago is
    held at the next click, whatever it is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request, view, arguments, named) -> HttpResponse | None:
        if not is_on_desk(request.path_info) or not request.user.is_authenticated:
            return None
        follow_rights(request)
        standing = standing_of(request)
        note_seen(request, seen_at=standing.seen_at)
        name = request.resolver_match.view_name
        if name in ALWAYS_OPEN:
            return None
        if standing.must_prove:
            logout(request)
            return _refuse(request, redirect_to_login(request.get_full_path(), settings.LOGIN_URL))
        if standing.must_enrol and name not in ENROLLING:
            return _refuse(request, redirect("second_factor"))
        return None


def _refuse(request: HttpRequest, elsewhere: HttpResponse) -> HttpResponse:
    """Leads a page elsewhere; a program, and everything that would write, gets 403 with the sentence."""
    sentence = _("This needs a second factor: a code from an app on your phone, or a passkey. Sign in with it first.")
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        return JsonResponse({"status": 403, "sentence": sentence}, status=403)
    if request.method in ("GET", "HEAD"):
        return elsewhere
    raise PermissionDenied(sentence)
