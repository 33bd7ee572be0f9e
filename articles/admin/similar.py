"""The same story again? A warning on a story's form while its headline is typed, when it opens, and after adding."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from ..languages import is_right_to_left
from ..phrases import phrase
from ..similar import similar_to
from ..texts import clean_line
from ..workflow import DeskState, Readers
from .keys import key_of
from .people import person_of

MEDIA = forms.Media(css={"all": ["desk/similar.css"]}, js=[forms.Script("desk/similar.js", type="module")])
ASKED_OF = (DeskState.DRAFT, DeskState.IN_REVIEW, DeskState.APPROVED)


class SimilarStories:
    """Mixed into the admin of stories."""

    @property
    def media(self):
        return super().media + MEDIA

    def get_urls(self):
        view = self.admin_site.admin_view(self.similar_view)
        return [path("similar/", view, name="articles_article_similar"), *super().get_urls()]

    @method_decorator(require_safe)
    def similar_view(self, request):
        """Stories like a headline, as JSON: what the script of the form shows under it."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        language = request.GET.get("language", "")
        stories = similar_to(
            clean_line(request.GET.get("headline", "")),
            language=language if language in settings.NEWSROOM_LANGUAGES else settings.LANGUAGE_CODE,
            person=person_of(request),
            but=key_of(request.GET.get("not", "")),
        )
        lines = [_line(story) for story in stories]
        return JsonResponse({"sentence": _sentence(len(lines)), "stories": lines})

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):  # noqa: FBT002
        story = context.get("article")
        asked = bool(story) and story.desk_state in ASKED_OF and not context["public_path"]
        lines = [_line(other) for other in self._similar(request, story)] if asked else []
        context |= {
            "similar": lines,
            "similar_sentence": _sentence(len(lines)),
            "above": [*context.get("above", []), *(["admin/articles/article/_similar.html"] if add or asked else [])],
        }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def response_add(self, request, obj, post_url_continue=None):
        """What goes on to another page than the story's own says it here."""
        stories = [] if "_continue" in request.POST else self._similar(request, obj)
        if stories:
            links = format_html_join(_(", "), '<a href="{}"><bdi>{}</bdi></a>', ((_address(s), s) for s in stories))
            messages.warning(request, format_html("{} {}", _sentence(len(stories)), links))
        return super().response_add(request, obj, post_url_continue)

    def _similar(self, request, story):
        person = person_of(request)
        return similar_to(story.headline, language=story.language, person=person, but=story.pk)


def _sentence(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "The same story again? One like it is on the desk:", "The same story again? These are on the desk:", count
    )


def _line(story) -> dict[str, str]:
    publication = getattr(story, "publication", None)
    section = [str(story.section)] if story.section else []
    state = phrase(story.desk_state, publication.status if publication else Readers.NONE)
    return {
        "headline": str(story),
        "language": story.language,
        "direction": "rtl" if is_right_to_left(story.language) else "ltr",
        "address": _address(story),
        "about": " · ".join([_("No. %(number)s") % {"number": story.pk}, *section, state]),
    }


def _address(story) -> str:
    return reverse("admin:articles_article_change", args=[story.pk])
