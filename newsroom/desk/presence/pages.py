"""The part of the story's page that says who else has it open, and its addresses."""

import json
import re

from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect, JsonResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.admin.keys import revision_number_of
from articles.admin.refusals import KINDS, not_there, refuse
from articles.workflow import MoveNotAllowed

from . import here, lines

_WINDOW = re.compile(r"[A-Za-z0-9-]{1,64}", re.ASCII)
MEDIA = forms.Media(
    css={"all": ["desk/presence.css"]},
    js=[forms.Script("desk/asking.js", defer=True), forms.Script("desk/presence.js", defer=True)],
)


class PresencePage:
    """Mixed into the admin of stories. Whoever may see a story sees who has it open."""

    @property
    def media(self):
        return super().media + MEDIA

    def get_urls(self):
        def door(view):
            return self.admin_site.admin_view(view)

        return [
            path("<path:object_id>/presence/", door(self.presence_view), name="articles_article_presence"),
            path("<path:object_id>/take-over/", door(self.take_over_view), name="articles_article_take_over"),
            *super().get_urls(),
        ]

    def story_context(self, request, article):
        context = super().story_context(request, article)
        context["above"].insert(0, "admin/presence/_presence.html")
        others = lines.others(article, user=request.user)
        context["presence"] = {
            "others": others,
            "is_alone": all(other["is_self"] for other in others),
            "address": reverse("admin:articles_article_presence", args=[article.pk]),
            "take_over_address": reverse("admin:articles_article_take_over", args=[article.pk]),
            "token_address": reverse("admin:token"),
            "may_take_over": self.may_type(request, article),
            "longest_reason": here.LONGEST_REASON,
        }
        return context

    @not_there
    @method_decorator(require_POST)
    def presence_view(self, request, object_id):
        """A window tells of itself, and learns who else is there and whether somebody has saved since."""
        article = self.story(request, object_id)
        sent = _sent(request)
        window = sent.get("window", "")
        if not _WINDOW.fullmatch(window):
            sentence = _("Name the window: letters, digits and hyphens, at most 64.")
            return JsonResponse({"status": 400, "sentence": sentence}, status=400)
        if _is_yes(sent.get("leaving")):
            here.leave(article, by=request.user, window=window)
            return JsonResponse({"status": 200})
        row = here.note(article, by=request.user, window=window, has_changes=_is_yes(sent.get("changed")))
        started_from = revision_number_of(sent.get("revision", ""))
        return JsonResponse(
            {
                "status": 200,
                "others": lines.others(article, user=request.user, window=window),
                "take_overs": lines.taken_from(article, user=request.user, since=row.opened_at),
                "revision": article.revision_number,
                "newer": lines.newer_than(article, article.revision_number if started_from is None else started_from),
                "may_save": self.may_type(request, article),
            }
        )

    @not_there
    @method_decorator(require_POST)
    def take_over_view(self, request, object_id):
        article = self.story(request, object_id)
        try:
            rows = here.take_over(article, by=request.user, reason=_sent(request).get("reason", ""))
        except MoveNotAllowed as refusal:
            return refuse(request, refusal, article=article, site=self.admin_site)
        names = [str(row.taken_from) for row in rows if row.taken_from]
        sentence = _("You took this story over from %(names)s.") % {"names": _(", ").join(names)}
        if not names:
            sentence = _("You took this story over. Nobody else has it open now.")
        if request.get_preferred_type(KINDS) == "application/json":
            return JsonResponse({"status": 200, "sentence": sentence, "taken_from": names})
        self.message_user(request, sentence, level=messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))

    def other_lines(self, request, article):
        return [*super().other_lines(request, article), *lines.take_overs(article)]


def _sent(request) -> dict[str, str]:
    """What was sent, as JSON or as a form; what is no text is left out, but true and false and numbers are words."""
    if request.content_type != "application/json":
        return request.POST.dict()
    try:
        values = json.loads(request.body)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(values, dict):
        return {}
    return {name: str(value) for name, value in values.items() if isinstance(value, str | int)}


def _is_yes(value) -> bool:
    return str(value).lower() in ("1", "on", "true", "yes")
