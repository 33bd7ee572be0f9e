"""The addresses of a story's other languages: begin a translation, and say that one is in step."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..languages import language_name
from ..rights import may_see
from ..translating import AlreadyTranslated, mark_in_step, translate
from ..workflow import MoveNotAllowed
from . import asked
from .people import person_of
from .refusals import not_there, refuse


class VersionsPage:
    """Mixed into the admin of stories."""

    def get_urls(self):
        def door(view):
            return self.admin_site.admin_view(view)

        return [
            path("<path:object_id>/translate/", door(self.translate_view), name="articles_article_translate"),
            path("<path:object_id>/in-step/", door(self.in_step_view), name="articles_article_in_step"),
            *super().get_urls(),
        ]

    @not_there
    @method_decorator(require_POST)
    def translate_view(self, request, object_id):
        article = self.story(request, object_id)
        try:
            begun = translate(article, by=request.user, language=asked.word(request.POST, "language"))
        except AlreadyTranslated as refusal:
            if not may_see(person_of(request), refusal.article.story):
                return refuse(request, refusal, article=article, site=self.admin_site)
            self.message_user(request, str(refusal), messages.INFO)
            begun = refusal.article
        except MoveNotAllowed as refusal:
            return refuse(request, refusal, article=article, site=self.admin_site)
        else:
            words = {"language": language_name(begun.language)}
            self.message_user(request, _("The translation into %(language)s is begun: it is a draft of yours.") % words)
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[begun.pk]))

    @not_there
    @method_decorator(require_POST)
    def in_step_view(self, request, object_id):
        article = self.story(request, object_id)
        try:
            mark_in_step(article, by=request.user, revision=asked.number(request.POST, "in_step"))
        except MoveNotAllowed as refusal:
            return refuse(request, refusal, article=article, site=self.admin_site)
        self.message_user(request, _("Marked as in step: nothing has to be done about the other language."))
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))
