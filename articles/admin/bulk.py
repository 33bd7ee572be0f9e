"""Moves of many stories from the list: what is asked, a dry run where there are many, and what became of each."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from .. import bulk
from ..models import Article, BulkMove
from ..workflow import MoveIncomplete
from . import bulk_selection, columns
from .bulk_form import Asking, bulk_form
from .bulk_selection import NOT_ASKED, Selection
from .bulk_steps import BULK, BulkStep, offered
from .people import person_of
from .refusals import not_there, status_of

MOST_WITHOUT_TRIAL = 20
CHANGELIST = "admin:articles_article_changelist"


class BulkMoves:
    """Mixed into the admin of stories."""

    def get_urls(self):
        def door(view):
            return self.admin_site.admin_view(view)

        return [
            path("bulk/done/<uuid:key>/", door(self.bulk_done_view), name="articles_article_bulk_done"),
            path("bulk/<slug:name>/", door(self.bulk_view), name="articles_article_bulk"),
            *super().get_urls(),
        ]

    # --- on the list

    def get_actions(self, request):
        if IS_POPUP_VAR in request.GET:
            return {}
        steps = offered(person_of(request))
        return {name: (partial(_begin, name=name), name, str(step.label)) for name, step in steps.items()}

    def response_action(self, request, queryset):
        """Django's, for keys that may be anything and for a selection with a limit."""
        names = request.POST.getlist("action")
        place = request.POST.get("index", "0")
        place = int(place) if place in ("0", "1") else 0
        action = self.get_actions(request).get(names[place] if place < len(names) else "")
        if not action:
            self.message_user(request, _("Choose what to do with the stories first."), messages.WARNING)
            return None
        return action[0](self, request, queryset)

    # --- the steps

    @not_there
    @method_decorator(require_POST)
    def bulk_view(self, request, name):
        """Asks what is missing, tries it out where there are many stories, and does it."""
        step, person = BULK.get(name), person_of(request)
        if not step:
            raise Http404
        if name not in offered(person):
            raise PermissionDenied
        try:
            selection = bulk_selection.read(request.POST.get("selection", ""), name=name, person_id=person.id)
        except MoveIncomplete as refusal:
            return self.bulk_page(request, step, refusal=refusal)
        try:
            arguments = step.arguments(request.POST, person)
        except MoveIncomplete as refusal:
            return self.bulk_page(request, step, selection=selection, refusal=refusal)
        move = step.move(by=request.user, arguments=arguments, revisions=selection.revisions)
        has_to_be_tried = len(selection.revisions) > MOST_WITHOUT_TRIAL and not selection.is_confirmed(request.POST)
        if has_to_be_tried or "try" in request.POST:
            tried = bulk.try_out(selection.revisions, by=request.user, move=move)
            return self.bulk_page(request, step, selection=selection, tried=tried)
        key = selection.run_key(request.POST)
        bulk.carry_out(selection.revisions, by=request.user, name=name, key=key, move=move)
        return HttpResponseRedirect(reverse("admin:articles_article_bulk_done", args=[key]))

    @not_there
    @method_decorator(require_safe)
    def bulk_done_view(self, request, key):
        """What became of each story; only for whoever did it, and naming only what they may see now."""
        done = BulkMove.objects.filter(pk=key, person=request.user).first()
        if not done:
            raise Http404
        outcomes = [bulk.Outcome(*row) for row in done.outcomes.values_list("article_id", "refusal")]
        context = {
            "title": BULK[done.name].label if done.name in BULK else _("Bulk move"),
            **_sorted_out(request, outcomes),
        }
        return self._bulk_answer(request, "bulk_done", context)

    def bulk_page(self, request, step: BulkStep, *, selection: Selection | None = None, refusal=None, tried=()):
        context = {"title": step.label, "step": step, "sentence": str(refusal or "")}
        if selection:
            context |= {
                "address": reverse("admin:articles_article_bulk", args=[selection.name]),
                "selection": selection.signed(),
                "count": len(selection.revisions),
                "has_to_be_tried": len(selection.revisions) > MOST_WITHOUT_TRIAL,
                "missing": bulk_selection.missing_sentence(request.POST, selection)
                if not refusal and not tried
                else "",
            }
            if tried:
                context |= _sorted_out(request, tried)
                context |= {"answers": _answers(request.POST), "confirmed": selection.confirmation(request.POST)}
            else:
                posted = request.POST if refusal else None
                context["form"] = bulk_form(Asking(person_of(request), step, posted))
                context["stories"] = list(_stories(request, selection.revisions).values())
        return self._bulk_answer(request, "bulk_tried" if tried else "bulk", context, refusal=refusal)

    def _bulk_answer(self, request, template, context, *, refusal=None):
        context |= {**self.admin_site.each_context(request), "opts": self.opts, "back": reverse(CHANGELIST)}
        status = status_of(refusal) if refusal else 200
        return TemplateResponse(request, f"admin/articles/article/{template}.html", context, status=status)


def _begin(model_admin, request, queryset, *, name: str):
    """From the list to the page that asks what the move needs."""
    try:
        selection = bulk_selection.chosen(queryset, request.POST, name=name, person_id=person_of(request).id)
    except MoveIncomplete as refusal:
        model_admin.message_user(request, str(refusal), messages.WARNING)
        return None
    return model_admin.bulk_page(request, BULK[name], selection=selection)


def _stories(request, keys) -> dict[int, Article]:
    """Those of the stories that the person may see now, as the list shows them."""
    visible = Article.objects.visible_to(person_of(request)).filter(pk__in=list(keys))
    found = columns.annotated(visible).in_bulk()
    for story in found.values():
        story.said = columns.said(story)
    return {key: found[key] for key in keys if key in found}


def _sorted_out(request, outcomes) -> dict:
    """Outcomes with their stories: done and refused apart, and how many the person may not see any more."""
    stories = _stories(request, [outcome.article_id for outcome in outcomes])
    rows = [(stories[row.article_id], row.refusal) for row in outcomes if row.article_id in stories]
    return {
        "done": [story for story, refusal in rows if not refusal],
        "refused": [(story, refusal) for story, refusal in rows if refusal],
        "unseen": len(outcomes) - len(rows),
    }


def _answers(posted) -> list[tuple[str, str]]:
    return [(name, value) for name, values in posted.lists() if name not in NOT_ASKED for value in values]
