"""The addresses of a story beside its form: moves, history, revisions. Each answers 404 for what is not to be seen."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..naming import name_revision
from ..workflow import MoveNotAllowed
from . import history
from .comparison import comparison_of
from .moves import answer_move
from .people import person_of
from .refusals import not_there, refuse


class Doors:
    """Mixed into the admin of stories, which finds the story and knows whether its form is open."""

    def get_urls(self):
        def door(view):
            return self.admin_site.admin_view(view)

        return [
            path("<path:object_id>/move/<str:action>/", door(self.move_view), name="articles_article_move"),
            path("<path:object_id>/revision/<str:number>/", door(self.revision_view), name="articles_article_revision"),
            path(
                "<path:object_id>/revision/<str:number>/restore/",
                door(self.restore_view),
                name="articles_article_restore",
            ),
            path("<path:object_id>/revision/<str:number>/name/", door(self.name_view), name="articles_article_name"),
            path("<path:object_id>/compare/", door(self.compare_view), name="articles_article_compare"),
            *super().get_urls(),
        ]

    @not_there
    def delete_view(self, request, object_id, extra_context=None):
        self.story(request, object_id)
        raise PermissionDenied

    @not_there
    def move_view(self, request, object_id, action):
        article = self.story(request, object_id)
        return answer_move(request, article, action=action, site=self.admin_site, suggesting=self.suggestion)

    def suggestion(self, article, action):
        """What the form of a move is filled with, None for nothing; whoever builds on this page may know more."""

    @not_there
    def history_view(self, request, object_id, extra_context=None):
        article = self.story(request, object_id)
        context = {
            **self.admin_site.each_context(request),
            **history.pages(article, wanted=request.GET),
            **self._places(article, title=_("History")),
            "other_lines": sorted(self.other_lines(request, article), key=lambda line: line.at, reverse=True),
            "may_type": self.may_type(request, article),
        }
        return TemplateResponse(request, "admin/articles/article/history.html", context)

    def other_lines(self, request, article):
        """What the history tells beside moves and revisions; whoever builds on this page adds its own lines."""
        return history.other_lines(article)

    @not_there
    def compare_view(self, request, object_id):
        article = self.story(request, object_id)
        context = {
            **self.admin_site.each_context(request),
            **comparison_of(article, person=person_of(request), wanted=request.GET),
            **self._places(article, title=_("Compare")),
            "may_restore": self.may_type(request, article),
        }
        return TemplateResponse(request, "admin/articles/article/compare.html", context)

    @not_there
    def revision_view(self, request, object_id, number):
        article = self.story(request, object_id)
        revision = history.revision_of(article, number)
        context = {
            **self.admin_site.each_context(request),
            **self._places(article, title=str(revision)),
            "revision": revision,
            "saved_at": history.local(revision.saved_at),
            "fields": history.fields_of(revision),
            "may_restore": self.may_type(request, article) and revision != article.head_revision,
            "may_name": self.may_type(request, article),
            "published_number": history.published_number(article),
        }
        return TemplateResponse(request, "admin/articles/article/revision.html", context)

    @not_there
    @method_decorator(require_POST)
    def restore_view(self, request, object_id, number):
        article = self.story(request, object_id)
        revision = history.revision_of(article, number)
        try:
            gone = history.restore(revision, article, by=request.user, read=request.POST.get("revision", ""))
        except MoveNotAllowed as refusal:
            return refuse(request, refusal, article=article, site=self.admin_site)
        self.message_user(request, _("Revision %(number)s is the working copy again.") % {"number": revision.number})
        if gone:
            words = {"what": _(", ").join(gone)}
            self.message_user(request, _("Left out, for it is no longer there: %(what)s.") % words, messages.WARNING)
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))

    @not_there
    @method_decorator(require_POST)
    def name_view(self, request, object_id, number):
        article = self.story(request, object_id)
        revision = history.revision_of(article, number)
        try:
            name_revision(revision, article, by=request.user, name=request.POST.get("name", ""))
        except MoveNotAllowed as refusal:
            return refuse(request, refusal, article=article, site=self.admin_site)
        self.message_user(request, _("The name of revision %(number)s is saved.") % {"number": revision.number})
        return HttpResponseRedirect(reverse("admin:articles_article_revision", args=[article.pk, revision.number]))

    def _places(self, article, *, title):
        back = reverse("admin:articles_article_change", args=[article.pk])
        return {"article": article, "title": title, "subtitle": str(article), "opts": self.opts, "back": back}
