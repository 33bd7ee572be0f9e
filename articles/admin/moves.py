"""The view of all moves: GET shows what is asked, POST makes the move through its verb."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Article
from ..moves import check_revision, making
from ..rights import may_see
from ..workflow import BY_BUTTON, RETIMED_MOVES, TIMED_MOVES, Action, DeskState, MoveIncomplete, MoveNotAllowed
from . import asked, together
from .asked import revision_named
from .changes import elsewhere
from .columns import BACK_TO
from .people import person_of
from .refusals import refuse
from .step_page import Suggestion, step_page
from .steps import STEPS, step_of

Suggesting = Callable[[Article, Action], Suggestion | None]
UNASKED = "…"  # stands for the reason while only right and state are looked at


def answer_move(request, article: Article, *, action: str, site, suggesting: Suggesting):
    """The page of a move, filled with what is suggested for it, or what came of making it. Raises `Http404` for what
    is no move of a person."""
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
    return step_page(request, article, action=action, site=site, suggestion=suggesting(article, action))


def check_move(
    article: Article,
    action: Action,
    *,
    by,
    reason: str = UNASKED,
    what: str = "",
    keeps_revision: bool = False,
) -> None:
    """Raises what keeps this person from this move: the right first, then the state, then a missing reason.

    `what` is the move that a schedule lets wait, with the text that it has already if it `keeps_revision`.
    """
    rows = [BY_BUTTON[action]]
    if action is Action.SCHEDULE:
        table = RETIMED_MOVES if keeps_revision else TIMED_MOVES
        rows = [table[what]] if what in table else list(table.values())
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
        check_move(article, action, by=request.user, **_scheduled(request.POST, action))
        if "revision" not in step.asks and request.POST.get("revision"):
            check_revision(article, revision_named(request.POST["revision"]))
        request.desk_moved_too = together.make(step, article, action, by=request.user, posted=request.POST)


def _scheduled(posted, action: Action) -> dict:
    if action is not Action.SCHEDULE:
        return {}
    return {"what": asked.timed_action(posted, "what"), "keeps_revision": asked.yes(posted, "keeps_revision")}


def _done(request, article: Article, action: Action):
    article.refresh_from_db()
    done = {"headline": str(article), "move": action.label}
    messages.success(request, _("Done: %(move)s — “%(headline)s”.") % done)
    for other in request.desk_moved_too:
        messages.success(request, _("Done: %(move)s — “%(headline)s”.") % {**done, "headline": str(other)})
    if together.was_asked(request.POST, action) and not request.desk_moved_too:
        messages.warning(request, _("Nothing was done in the other languages: look at the story there."))
    for level, sentence in _consequences(article):
        messages.add_message(request, level, sentence)
    return HttpResponseRedirect(_way_on(request, article))


def _way_on(request, article: Article) -> str:
    """Back to the list where the move was made from one, or where the story is no longer the person's to see."""
    stories = reverse("admin:articles_article_changelist")
    if (state := request.POST.get(BACK_TO)) in DeskState.values:
        return f"{stories}?state={state}"
    is_theirs = may_see(person_of(request), article.story)
    return reverse("admin:articles_article_change", args=[article.pk]) if is_theirs else stories


SAID = {
    "instead_of": (messages.WARNING, gettext_lazy("It takes the place of: %(what)s")),
    "scheduled": (messages.INFO, gettext_lazy("It waits: %(what)s")),
    "suspended": (messages.WARNING, gettext_lazy("Suspended: %(what)s")),
    "cancelled": (messages.WARNING, gettext_lazy("Cancelled: %(what)s")),
    "kept": (messages.WARNING, gettext_lazy("Waits again: %(what)s")),
}


def _consequences(article: Article):
    """What the move did to changes that wait, for whoever moved: with the same instant on other clocks."""
    details = article.transitions.first().details
    for name, (level, sentence) in SAID.items():
        changes = details.get(name)
        for row in changes if isinstance(changes, list) else ():
            yield level, sentence % {"what": _said_of(row)}


def _said_of(row: dict) -> str:
    words = {"move": Action(row["action"]).label, "time": row["local_time"], "zone": row["zone"]}
    words["elsewhere"] = elsewhere(datetime.fromisoformat(row["run_at"]), row["zone"])
    return _("%(move)s · %(time)s %(zone)s (%(elsewhere)s)") % words


def _again(request, article: Article, *, action: Action, site, refusal: MoveIncomplete):
    """Something is missing: programs get the sentence, people their form back with it."""
    answer = refuse(request, refusal, article=article, site=site)
    if request.method != "POST" or not isinstance(answer, TemplateResponse):
        return answer
    return step_page(request, article, action=action, site=site, refusal=refusal)
