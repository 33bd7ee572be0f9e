"""The notes on a story's page and on a page of their own, with what its script asks for."""

import hashlib
import re

from django import forms
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.cache import get_conditional_response
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.admin.keys import key_given, key_of
from articles.admin.people import person_of
from articles.admin.refusals import not_there, refuse, status_of, wants_json
from articles.languages import is_right_to_left
from articles.workflow import MoveIncomplete, MoveNotAllowed

from ..models import Note
from ..models.note import LONGEST_NOTE
from ..people import who_may_see
from . import notes
from .lines import SHOWN_BESIDE, notes_of

SUGGESTED = 8
MEDIA = forms.Media(css={"all": ["desk/talk.css"]}, js=[forms.Script("desk/talk.js", defer=True)])


class NotesPage:
    """Mixed into the admin of stories. Whoever may see a story reads its notes; a role at the desk writes them."""

    @property
    def media(self):
        return super().media + MEDIA

    def get_urls(self):
        def door(view):
            return self.admin_site.admin_view(view)

        under = "<path:object_id>/notes/"
        return [
            path(f"{under}list/", door(self.note_list_view), name="articles_article_note_list"),
            path(f"{under}people/", door(self.note_people_view), name="articles_article_note_people"),
            path(f"{under}<str:number>/done/", door(self.note_done_view), name="articles_article_note_done"),
            path(under, door(self.notes_view), name="articles_article_notes"),
            *super().get_urls(),
        ]

    def story_context(self, request, article):
        context = super().story_context(request, article)
        said = self._said(request, article, limit=SHOWN_BESIDE)
        context["doors"].append((_("Notes"), said["notes_address"], said["notes"].open_count))
        context["below"].append("admin/talk/_panel.html")
        return context | said

    @not_there
    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def notes_view(self, request, object_id):
        article = self.story(request, object_id)
        refusal = None
        if request.method == "POST":
            try:
                note, called = notes.write(article, by=request.user, text=request.POST.get("text", ""))
                return self._written(request, article, note=note, called=called)
            except MoveNotAllowed as refused:
                refusal = refused
            answer = refuse(request, refusal, article=article, site=self.admin_site)
            if not isinstance(refusal, MoveIncomplete) or not isinstance(answer, TemplateResponse):
                return answer
        return self._page(request, article, refusal=refusal)

    @not_there
    @method_decorator(require_safe)
    def note_list_view(self, request, object_id):
        """The notes alone; 304 for whoever has them as they are."""
        article = self.story(request, object_id)
        limit = {"limit": SHOWN_BESIDE} if request.GET.get("beside") else {}
        context = self._said(request, article, start=key_given(request.GET, "from"), **limit)
        page = render_to_string("admin/talk/_lines.html", context, request=request)
        mark = f'"{hashlib.sha256(_without_token(page).encode()).hexdigest()[:32]}"'
        response = HttpResponse(page, headers={"ETag": mark, "X-Open-Notes": str(context["notes"].open_count)})
        return get_conditional_response(request, etag=mark, response=response)

    @not_there
    @method_decorator(require_safe)
    def note_people_view(self, request, object_id):
        """Who can be called on this story: those who may see it, by the start of their user name or of a name."""
        article = self.story(request, object_id)
        typed = request.GET.get("q", "").strip().lower()[:150]
        found = [row.user for row in who_may_see(article) if _starts(row.user, typed)] if typed else []
        people = [{"username": user.username, "name": str(user)} for user in found[:SUGGESTED]]
        return JsonResponse({"people": people})

    @not_there
    @method_decorator(require_POST)
    def note_done_view(self, request, object_id, number):
        article = self.story(request, object_id)
        note = Note.objects.filter(article=article, pk=key_of(number)).first()
        if not note:
            raise Http404
        try:
            notes.finish(note, by=request.user, is_done=request.POST.get("done", "1") != "0")
        except MoveNotAllowed as refusal:
            return refuse(request, refusal, article=article, site=self.admin_site)
        if wants_json(request):
            return JsonResponse({"status": 200, "note": note.pk})
        return HttpResponseRedirect(f"{self._notes_address(article)}#note-{note.pk}")

    def _said(self, request, article, *, start=None, **limit):
        return {
            "article": article,
            "notes": notes_of(article, start=start, **limit),
            "notes_address": self._notes_address(article),
            "may_talk": notes.may_talk(person_of(request), article),
            "longest_note": LONGEST_NOTE,
            "direction": "rtl" if is_right_to_left(article.language) else "ltr",
        }

    def _written(self, request, article, *, note, called):
        """Back to the notes, with who was told and who was not."""
        sentences = list(_outcome(request, called))
        if wants_json(request):
            answer = {"status": 200, "note": note.pk, "sentences": [sentence for _level, sentence in sentences]}
            return JsonResponse(answer)
        for level, sentence in sentences:
            self.message_user(request, sentence, level=level)
        return HttpResponseRedirect(f"{self._notes_address(article)}#note-{note.pk}")

    def _page(self, request, article, *, refusal=None):
        start = key_given(request.GET, "from")
        context = {
            **self.admin_site.each_context(request),
            **self._said(request, article, start=start),
            **self._places(article, title=_("Notes")),
            "is_page": True,
            "is_later": bool(start),
            "people": [row.user for row in who_may_see(article)],
            "typed": request.POST.get("text", ""),
            "sentence": str(refusal) if refusal else "",
            "media": MEDIA,
        }
        return TemplateResponse(
            request, "admin/talk/notes.html", context, status=status_of(refusal) if refusal else 200
        )

    def _notes_address(self, article):
        return reverse("admin:articles_article_notes", args=[article.pk])


def _outcome(request, called):
    """Level and sentence, for whoever wrote the note."""
    told = [str(row.user) for row in called.told if row.user.pk != request.user.pk]
    said = _("The note is kept.")
    if told:
        said += " " + _("Told: %(names)s.") % {"names": _(", ").join(told)}
    yield "SUCCESS", said
    for row in called.kept_out:
        yield "WARNING", _("%(name)s cannot see this story: nobody was told.") % {"name": row.user}
    for name in called.unknown:
        yield "WARNING", _("Nobody at the desk is called “%(name)s”: nobody was told.") % {"name": name}


def _starts(user, typed):
    names = (user.username, *str(user).split(), str(user))
    return any(name.lower().startswith(typed) for name in names)


def _without_token(page):
    """The form token is another in each answer."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page)
