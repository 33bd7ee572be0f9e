"""Answers that say no: the right status, one sentence, a way back. A page for people, text or JSON for programs."""

from __future__ import annotations

from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ..models import Article
from ..workflow import MoveIncomplete, MoveNotAllowed, RightMissing
from . import filling

KINDS = ["text/html", "application/json", "text/plain"]


def status_of(refusal: MoveNotAllowed) -> int:
    """403 for a missing right, 400 for what is missing or malformed, 409 for everything that is not the moment."""
    if isinstance(refusal, RightMissing):
        return 403
    return 400 if isinstance(refusal, MoveIncomplete) else 409


def refuse(request: HttpRequest, refusal: MoveNotAllowed, *, article: Article, site) -> HttpResponse:
    """The refusal's sentence under its status; a page also gives back what was typed."""
    status = status_of(refusal)
    if plain := plainly(request, str(refusal), status=status):
        return plain
    context = {
        **site.each_context(request),
        "title": _("Not done"),
        "sentence": str(refusal),
        "article": article,
        "back": reverse("admin:articles_article_change", args=[article.pk]),
        "typed": [value for name in ("text", "reason", "headline") if (value := request.POST.get(name))],
    }
    return TemplateResponse(request, "admin/articles/article/refused.html", context, status=status)


def refuse_form(request: HttpRequest, refusal: MoveNotAllowed, *, article: Article, site) -> HttpResponse:
    """The same for a story's form that may not be saved at all now: with everything that was typed, beside what
    is saved."""
    response = refuse(request, refusal, article=article, site=site)
    if isinstance(response, TemplateResponse):
        response.template_name = "admin/articles/article/refused_form.html"
        response.context_data |= filling.beside_saved(article, request.POST) | {"reading": True, "typed": []}
    return response


def wants_json(request: HttpRequest) -> bool:
    return request.get_preferred_type(KINDS) == "application/json"


def not_there(view):
    """Lets a view answer 404 in the same bytes for a story that does not exist and for one that may not be seen."""

    @wraps(view)
    def answering(self, request, *args, **kwargs):
        try:
            return view(self, request, *args, **kwargs)
        except Http404:
            return _not_found(request)

    return answering


def _not_found(request: HttpRequest) -> HttpResponse:
    sentence = _("There is no such page on the desk, or it is not yours to see.")
    if plain := plainly(request, sentence, status=404):
        return plain
    context = {"sentence": sentence, "back": reverse("admin:index")}
    page = render_to_string("admin/articles/article/not_found.html", context)  # nothing of the request is in it
    return HttpResponse(page, status=404)


def plainly(request: HttpRequest, sentence: str, *, status: int) -> HttpResponse | None:
    """The sentence for a program that asks for JSON or text; None for people, who get a page."""
    match request.get_preferred_type(KINDS):
        case "application/json":
            return JsonResponse({"status": status, "sentence": sentence}, status=status)
        case "text/plain":
            return HttpResponse(sentence + "\n", status=status, content_type="text/plain; charset=utf-8")
    return None
