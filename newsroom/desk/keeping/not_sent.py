"""What is sent from a story's other pages (moves, notes, planning) and from those of the picture library after the
sign-in has ended: the answer says so, has what was typed in it, and can send it once more."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from articles.admin.differences import fields_of
from articles.admin.picture_typed import typed_of
from newsroom.desk_paths import form_page, is_in_library

from .given_back import FORMS, is_own, words_of

FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")
NOT_SENT_AGAIN = ("csrfmiddlewaretoken",)


class NotSentMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_late = getattr(response, "lacks_token", False) or _asks_to_sign_in(request, response)
        return _send_again(request) if is_late and _may_be_sent_again(request) else response


def _asks_to_sign_in(request: HttpRequest, response: HttpResponse) -> bool:
    """Of a browser: a program that is to sign in gets the redirect."""
    if response.status_code != 302 or "text/html" not in request.headers.get("Accept", ""):
        return False
    return urlsplit(response.url).path == reverse("admin:login")


def _may_be_sent_again(request: HttpRequest) -> bool:
    """Whether it is a form of a page of a story or of the library, and not the one that `given_back` answers. What
    another site sends gets no token here."""
    if request.method != "POST" or request.content_type not in FORM_TYPES or not is_own(request):
        return False
    match = request.resolver_match
    return bool(match and match.view_name not in FORMS and form_page(request.path_info))


def _send_again(request: HttpRequest) -> HttpResponse:
    back = form_page(request.path_info)
    sent = [(name, value) for name, values in request.POST.lists() for value in values if name not in NOT_SENT_AGAIN]
    context = {
        "shown": _shown(request),
        "values": sent,
        "had_files": bool(request.FILES),
        "may_come_back": True,
        "sign_in": f"{reverse('admin:login')}?{urlencode({'next': back})}",
        "back": back,
        "way_back": _("Back to the library") if is_in_library(back) else _("Back to the story"),
        "desk": reverse("admin:index"),
    }
    return HttpResponse(render_to_string("admin/keeping/not_sent.html", context, request=request), status=403)


def _shown(request: HttpRequest) -> list[dict]:
    if is_in_library(request.path_info):
        return typed_of(request.POST)
    said = [(_("Text"), request.POST.get("text")), (_("Reason"), request.POST.get("reason"))]
    return [
        *fields_of(words_of(request)),
        *({"label": label, "text": text, "dir": "auto"} for label, text in said if text),
    ]
