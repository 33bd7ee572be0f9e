"""The page of a move before it is made: what it asks, what it would give to readers, what is in its way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import reverse

from ..available import timed_moves
from ..checklist import NotReady
from ..models import Article
from ..workflow import Action, MoveIncomplete, MoveNotAllowed, Readers
from . import asked
from .changes import Waiting, change_lines
from .checklist_shown import Checklist, on_step
from .comparison import changes_since
from .people import person_of
from .refusals import status_of
from .situation import Situation
from .standing import open_changes, past_changes, publication_of, standing_of
from .step_facts import CHECKED, facts_of, pinned
from .step_form import step_form
from .steps import STEPS
from .together import prefilled

TELLS_OF_THE_PAST = (Action.SCHEDULE, Action.UNSCHEDULE)


@dataclass(frozen=True)
class Suggestion:
    """What a move's form is filled with before anybody types, by the names of its fields, and a sentence that says
    where that is from."""

    words: Mapping[str, str]
    because: str


def step_page(
    request,
    article: Article,
    *,
    action: Action,
    site,
    suggestion: Suggestion | None = None,
    refusal: MoveNotAllowed | None = None,
):
    """The page, with what was typed and the refusal's sentence if there is one; else with what is suggested."""
    situation = _situation(request, article, action=action, is_refused=refusal is not None)
    form = step_form(situation)
    if suggestion and refusal is None and situation.change is None:
        _suggest(form, suggestion)
    if refusal is None:
        form.initial |= prefilled(request.GET)
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
        "lists_problems": isinstance(refusal, NotReady),
        "facts": facts_of(situation),
        "checklist": _checklist(situation),
        "checklist_is_open": True,
        "change_lines": change_lines(_waiting(situation)),
        "since": changes_since(situation.article, pinned(situation)) if action in CHECKED else None,
        "past_changes": past_changes(article) if action in TELLS_OF_THE_PAST else [],
        "back": reverse("admin:articles_article_change", args=[article.pk]),
        "opts": Article._meta,
        "is_live": situation.standing.readers is Readers.LIVE,
    }
    status = status_of(refusal) if refusal else 200
    return TemplateResponse(request, "admin/articles/article/move.html", context, status=status)


def _suggest(form, suggestion: Suggestion) -> None:
    form.initial |= suggestion.words
    if "text" in form.fields:
        form.fields["text"].help_text = suggestion.because


def _situation(request, article: Article, *, action: Action, is_refused: bool) -> Situation:
    publication, changes = publication_of(article), open_changes(article)
    standing = standing_of(article, publication=publication, changes=changes)
    return Situation(
        person=person_of(request),
        article=article,
        publication=publication,
        standing=standing,
        action=action,
        changes=tuple(changes),
        change=_named(request, changes),
        posted=request.POST if is_refused else None,
    )


def _named(request, changes):
    """The change that the page is about. Raises `Http404` for an address that names none of this story's; what was
    posted is the verb's to judge."""
    named = request.POST if request.method == "POST" else request.GET
    try:
        key = asked.number(named, "change")
    except MoveIncomplete:
        key = 0
    found = next((change for change in changes if change.pk == key), None)
    if key is not None and found is None and request.method != "POST":
        raise Http404
    return found


def _checklist(situation: Situation) -> Checklist | None:
    if situation.action not in CHECKED or (situation.action is Action.SCHEDULE and not _may_publish(situation)):
        return None
    return on_step(situation.article, revision=pinned(situation))


def _may_publish(situation: Situation) -> bool:
    """Whether what is scheduled may be a publication: a hold and a retraction need no checklist."""
    if situation.change:
        return situation.change.action == Action.PUBLISH
    return Action.PUBLISH in timed_moves(situation.person, situation.standing)


def _waiting(situation: Situation) -> Waiting:
    return Waiting(situation.person, situation.article, situation.publication, list(situation.changes))
