"""The addresses beside a story's form that keep what is typed, list it, show it and put it away."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles import snapshots
from articles.admin import filling
from articles.admin.differences import differences, fields_of
from articles.admin.history import saved_line
from articles.admin.keys import key_of
from articles.admin.refusals import not_there
from articles.admin.typed import content_of
from articles.phrases import short_moment

from ..models import KeptText
from . import posted, texts, windows
from .offers import address_of, lines, saved_content

A_PAGE = 50


class KeptDoors:
    @not_there
    @method_decorator(require_POST)
    def autosave_view(self, request, object_id=None):
        article = self.story(request, object_id) if object_id is not None else None
        if not self.may_type(request, article):
            return _answer(_("This story may not be changed now."), status=403)
        try:
            row = self._autosaved(request, article)
        except posted.NotKept as refusal:
            return _answer(str(refusal), status=refusal.status)
        sentence = _("All changes kept · %(time)s") % {"time": short_moment(row.kept_at)}
        newest = article.revision_number if article else 0
        return _answer(sentence, at=row.kept_at.isoformat(), sequence=row.sequence, revision=newest)

    def _autosaved(self, request, article):
        sent = posted.read(request)
        if sent.person not in (None, request.user.pk):
            raise posted.NotKept(_("Somebody else has signed in in this browser since."), status=409)
        if windows.is_saved(request, sent.window):
            raise posted.NotKept(_("This was saved already: open the form anew to go on."), status=409)
        return texts.autosave(sent, by=request.user, article=article)

    @not_there
    @method_decorator(require_safe)
    def kept_view(self, request, object_id=None):
        article = self._story_or_new(request, object_id)
        page = Paginator(KeptText.objects.of(request.user, article=article), A_PAGE).get_page(request.GET.get("page"))
        context = {
            **self._kept_context(request, article, title=_("Kept texts")),
            "page": page,
            "lines": lines(page, article, saved=saved_content(article)),
        }
        return TemplateResponse(request, "admin/keeping/kept.html", context)

    @not_there
    @method_decorator(require_safe)
    def kept_text_view(self, request, number, object_id=None):
        article = self._story_or_new(request, object_id)
        row = self.kept_text(request, article, number)
        typed, saved = content_of(filling.fields_from(row.typed)), saved_content(article)
        (line,) = lines([row], article, saved=saved)
        base = filling.content_at(article, str(row.started_from)) if article else None
        context = {
            **self._kept_context(request, article, title=_("What you typed, %(moment)s") % {"moment": line.at}),
            "line": line,
            "saved": saved_line(article.head_revision) if article else "",
            "differences": differences(saved, typed, base=base) if article else [],
            "reading": True,
            "fields": _fields(row, typed),
        }
        return TemplateResponse(request, "admin/keeping/kept_text.html", context)

    @not_there
    @method_decorator(require_POST)
    def throw_away_view(self, request, number, object_id=None):
        article = self._story_or_new(request, object_id)
        texts.throw_away(self.kept_text(request, article, number))
        self.message_user(request, _("Put away. It stays in the list of your kept texts."))
        return HttpResponseRedirect(address_of(article, "form"))

    def kept_text(self, request, article, number):
        """A kept text of this very person and story. Raises `Http404` for any other."""
        if row := KeptText.objects.of(request.user, article=article).filter(pk=key_of(number)).first():
            return row
        raise Http404

    def _story_or_new(self, request, object_id):
        """The story; None for what was typed into forms of new stories. Raises `Http404` as `story` does."""
        if object_id is not None:
            return self.story(request, object_id)
        if not self.has_add_permission(request):
            raise Http404
        return None

    def _kept_context(self, request, article, *, title):
        return {
            **self.admin_site.each_context(request),
            "article": article,
            "title": title,
            "subtitle": str(article) if article else None,
            "opts": self.opts,
            "back": address_of(article, "form"),
            "kept_list_address": address_of(article, "kept"),
            "may_fill": self.may_type(request, article),
        }


def _fields(row, typed):
    fields = fields_of(typed)
    if body := texts.unreadable_body(row, typed):
        fields.append({"label": snapshots.label_of("body"), "text": body, "dir": "auto", "lang": ""})
    return fields


def _answer(sentence, *, status=200, **more):
    return JsonResponse({"status": status, "sentence": sentence, **more}, status=status)
