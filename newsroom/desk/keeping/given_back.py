"""A story's form that could not even be looked at (no session, a dead token, too much): the answer has what was
typed in it."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qsl, urlsplit

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import snapshots
from articles.admin.differences import fields_of
from articles.admin.filling import GO_ON
from articles.admin.typed import LINES, content_of
from newsroom.desk_paths import way_to_story

FORMS = ("admin:articles_article_add", "admin:articles_article_change")
NOT_GIVEN_BACK = ("csrfmiddlewaretoken", GO_ON)
TEXTS = ("language", *LINES, "standfirst", "slug", "body")
TURNED_AWAY = (302, 400, 403, 404)
MOST_BYTES = 25_000_000  # of a form that is too large to be read as one


class GivenBackMiddleware:
    """Nothing typed gets lost for want of a session, a token, a second factor or a right."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not _is_turned_away(request, response):
            return response
        return give_back_unread(request, response) if response.status_code == 400 else give_back(request, response)


def give_back(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The same refusal with everything that was typed: to copy, and to post once more after signing in. Of a story
    that is not there, or not the person's to see, the page says as little as any other."""
    may_come_back = response.status_code != 404
    context = {
        "shown": fields_of(words_of(request)),
        "values": _values(request) if may_come_back else [],
        "may_come_back": may_come_back,
        "sentence": _("There is no such page on the desk, or it is not yours to see."),
        "go_on": GO_ON,
        "sign_in": reverse("admin:login"),
        "back": way_to_story(request.path_info) if may_come_back else "",
        "way_back": _("Back to the story"),
        "desk": reverse("admin:index"),
    }
    page = render_to_string("admin/keeping/given_back.html", context, request=request if may_come_back else None)
    return HttpResponse(page, status=response.status_code if response.status_code != 302 else 403)


def give_back_unread(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The same for a form with more in it than is ever read: its texts, letter by letter, to copy."""
    if not (typed := _unread(request)):
        return response
    context = {
        "shown": [
            {"label": snapshots.label_of(name), "text": typed[name], "dir": "auto"} for name in TEXTS if name in typed
        ],
        "sentence": _("This is more than can be kept or saved: a text may have 1 MB. Make it shorter."),
        "desk": reverse("admin:index"),
    }
    return HttpResponse(render_to_string("admin/keeping/given_back.html", context, request=request), status=413)


def _unread(request: HttpRequest) -> dict[str, str]:
    """Fields by name, however many and however long they are; none of what is not sent as forms are."""
    if request.content_type != "application/x-www-form-urlencoded":
        return {}
    try:
        sent = request.body
    except RequestDataTooBig:
        sent = request.read(MOST_BYTES)
    return dict(parse_qsl(sent.decode(errors="replace")))


def _is_turned_away(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether a posted form was refused before it was read. What another site posts is not shown to anybody."""
    if request.method != "POST" or response.status_code not in TURNED_AWAY or hasattr(response, "context_data"):
        return False
    if not response.headers["Content-Type"].startswith("text/html"):
        return False
    match = request.resolver_match
    if not match or match.view_name not in FORMS or not is_own(request):
        return False
    return response.status_code != 302 or urlsplit(response.url).path == reverse("admin:login")


def is_own(request: HttpRequest) -> bool:
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.get_host()


def words_of(request: HttpRequest) -> dict:
    """The texts alone: names of pictures, topics and stories by number are not for everybody."""
    typed = content_of(request.POST)
    words = {name: value for name, value in typed.items() if name in TEXTS}
    return words | {"bylines": [row for row in typed.get("bylines", []) if row["name"] and not row["author"]]}


def _values(request: HttpRequest) -> list[tuple[str, str]]:
    return [(name, value) for name, values in request.POST.lists() for value in values if name not in NOT_GIVEN_BACK]
