"""The view of all moves: GET shows what is asked, POST makes the move through its verb."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ..models import Article
from ..moves import check_revision, making
from ..rights import may_see
from ..workflow import MOVES, TIMED_MOVES, Action, MoveIncomplete, MoveNotAllowed, Readers
from .asked import revision_named
from .people import person_of
from .refusals import refuse, status_of
from .standing import publication_of, standing_of
from .step_facts import facts_of
from .step_form import Situation, step_form
from .steps import STEPS, step_of

UNASKED = "…"  # stands for the reason while only right and state are looked at


def answer_move(request, article: Article, *, action: str, site):
    """The page of a move, or what came of making it. Raises `Http404` for what is no move of a person."""
    if not step_of(action):
        raise Http404
    action = Action(action)
    try:
        if request.method == "POST":
            _make(request, article, action)
            return _done(request, article, action)
        check_move(article, action, by=request.user)
    except MoveIncomplete as refusal:
        return _again(request, article, action=action, site=site, refusal=refusal)
    except MoveNotAllowed as refusal:
        return refuse(request, refusal, article=article, site=site)
    return _page(request, article, action=action, site=site)


def check_move(article: Article, action: Action, *, by, reason: str = UNASKED, what: str = "") -> None:
    """Raises what keeps this person from this move: the right first, then the state, then a missing reason."""
    rows = [MOVES[action]]
    if action is Action.SCHEDULE:
        rows = [TIMED_MOVES[what]] if what in TIMED_MOVES else list(TIMED_MOVES.values())
    refused = None
    for row in rows:
        try:
            with making(article, action, by=by, reason=reason, row=row):
                return
        except MoveNotAllowed as refusal:
            refused = refused or refusal
    raise refused


def _make(request, article: Article, action: Action) -> None:
    """Right and state are checked before what was typed, so that a refusal never depends on it."""
    step = STEPS[action]
    with transaction.atomic():
        what = step.asks["action"](request.POST, step.posted_as["action"]) if action is Action.SCHEDULE else ""
        check_move(article, action, by=request.user, what=what)
        if "revision" not in step.asks and request.POST.get("revision"):
            check_revision(article, revision_named(request.POST["revision"]))
        step.verb(article, by=request.user, **step.arguments(request.POST))


def _done(request, article: Article, action: Action):
    article.refresh_from_db()
    done = {"headline": str(article), "move": action.label}
    messages.success(request, _("Done: %(move)s — “%(headline)s”.") % done)
    for sentence in _consequences(article):
        messages.warning(request, sentence)
    address = reverse("admin:articles_article_change", args=[article.pk])
    if not may_see(person_of(request), article.story):
        address = reverse("admin:articles_article_changelist")
    return HttpResponseRedirect(address)


def _consequences(article: Article):
    """What else the move did to changes that wait, for whoever moved."""
    details = article.transitions.first().details
    said = {
        "suspended": _("Suspended: %(what)s"),
        "cancelled": _("Cancelled: %(what)s"),
        "kept": _("Waits again: %(what)s"),
    }
    for name, sentence in said.items():
        changes = details.get(name)
        if isinstance(changes, list):
            for row in changes:
                words = {"move": Action(row["action"]).label, "time": row["local_time"], "zone": row["zone"]}
                what = _("%(move)s · %(time)s %(zone)s") % words
                yield sentence % {"what": what}


def _again(request, article: Article, *, action: Action, site, refusal: MoveIncomplete):
    """Something is missing: programs get the sentence, people their form back with it."""
    answer = refuse(request, refusal, article=article, site=site)
    if request.method != "POST" or not isinstance(answer, TemplateResponse):
        return answer
    return _page(request, article, action=action, site=site, refusal=refusal)


def _page(request, article: Article, *, action: Action, site, refusal: MoveNotAllowed | None = None):
    publication = publication_of(article)
    standing = standing_of(article, publication=publication)
    situation = Situation(person_of(request), article, publication, standing, action)
    form = step_form(situation, request.POST if refusal else None)
    context = {
        **site.each_context(request),
        "title": action.label,
        "subtitle": str(article),
        "article": article,
        "step": STEPS[action],
        "action": action,
        "form": form,
        "media": form.media,
        "sentence": str(refusal) if refusal else "",
        "facts": facts_of(situation),
        "back": reverse("admin:articles_article_change", args=[article.pk]),
        "opts": Article._meta,
        "is_live": standing.readers is Readers.LIVE,
    }
    status = status_of(refusal) if refusal else 200
    return TemplateResponse(request, "admin/articles/article/move.html", context, status=status)
