"""What the body editor's dialogs ask: stories and pictures to choose from, and which embed an address is for."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from ..desk_search import MOST_CHARACTERS, search
from ..embed_addresses import embed_at, provider_at
from ..embeds import PROVIDERS, address_of
from ..models import Image
from ..workflow import DeskState
from .chosen import picture_line, story_line
from .keys import key_of

STORIES, PICTURES = 20, 24  # shown at once
MOST_NUMBERS = 100  # asked about at once


class BodyChoosers:
    """Mixed into the admin of stories. Each answer holds a sentence for people, and only what the person may see."""

    def get_urls(self):
        views = {"story": self.choose_story, "picture": self.choose_picture, "embed": self.choose_embed}
        own = [
            path(f"choose/{name}/", self.admin_site.admin_view(view), name=f"articles_article_choose_{name}")
            for name, view in views.items()
        ]
        return [*own, *super().get_urls()]

    @method_decorator(require_safe)
    def choose_story(self, request):
        """Stories that `q` finds, newest first, but for `not` and what is spiked; or those of each `number`."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        numbers = _numbers(request)
        if numbers is None:
            return _malformed()
        stories = self.choosable(request).select_related("section", "publication").defer("body")
        if numbers:
            return JsonResponse({"stories": [story_line(story) for story in stories.filter(pk__in=numbers)]})
        stories = search(stories, request.GET.get("q", "")).exclude(desk_state=DeskState.SPIKED)
        stories = stories.exclude(pk=key_of(request.GET.get("not", "")))
        found = list(stories.order_by("-changed_at", "-id")[: STORIES + 1])
        sentence = _sentence_on_stories(min(len(found), STORIES), are_more=len(found) > STORIES)
        return JsonResponse({"sentence": sentence, "stories": [story_line(story) for story in found[:STORIES]]})

    @method_decorator(require_safe)
    def choose_picture(self, request):
        """Pictures that `q` finds, newest first, of those older than `before` and not withdrawn; or those of each
        `number`."""
        library = self.admin_site.get_model_admin(Image)
        if not library.has_view_permission(request):
            raise PermissionDenied
        numbers, before = _numbers(request), _before(request)
        if numbers is None or before is None:
            return _malformed()
        language = _language(request)
        pictures = library.get_queryset(request).order_by("-pk")
        if numbers:
            lines = [picture_line(image, language=language) for image in pictures.filter(pk__in=numbers)]
            return JsonResponse({"pictures": lines})
        words = request.GET.get("q", "")[:MOST_CHARACTERS]
        pictures, _repeats = library.get_search_results(request, pictures.in_use().filter(**before), words)
        found = list(pictures[: PICTURES + 1])
        shown, are_more = found[:PICTURES], len(found) > PICTURES
        return JsonResponse(
            {
                "sentence": _sentence_on_pictures(len(shown), are_more=are_more),
                "pictures": [picture_line(image, language=language) for image in shown],
                "before": shown[-1].pk if are_more else None,
            }
        )

    @method_decorator(require_safe)
    def choose_embed(self, request):
        """The embed that `address` is for; or none, and which providers there are."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        pasted = request.GET.get("address", "")
        embed = embed_at(pasted)
        if embed is None:
            return JsonResponse({"embed": None, "sentence": _no_embed(pasted)})
        name = PROVIDERS[embed.provider].name
        return JsonResponse({"embed": ":".join(embed), "provider": name, "address": address_of(embed)})


def _numbers(request) -> list[int] | None:
    """Which records are asked for by number; None where one is not written as a number is."""
    keys = [key_of(value) for value in request.GET.getlist("number")]
    return keys if None not in keys and len(keys) <= MOST_NUMBERS else None


def _before(request) -> dict[str, int] | None:
    if "before" not in request.GET:
        return {}
    key = key_of(request.GET["before"])
    return None if key is None else {"pk__lt": key}


def _language(request) -> str | None:
    language = request.GET.get("language", "")
    return language if language in settings.NEWSROOM_LANGUAGES else None


def _malformed() -> JsonResponse:
    return JsonResponse({"status": 400, "sentence": _("This is no number of the desk's.")}, status=400)


def _sentence_on_stories(count: int, *, are_more: bool) -> str:
    if not count:
        return _("No story of yours to see says this. Try fewer words, or its number.")
    if are_more:
        return _("The %(count)s stories that changed last. Type more to find others.") % {"count": count}
    return ngettext("%(count)s story", "%(count)s stories", count) % {"count": count}


def _sentence_on_pictures(count: int, *, are_more: bool) -> str:
    if not count:
        return _("No picture of the library says this. Try fewer words, or upload it.")
    if are_more:
        return _("%(count)s pictures, the newest first. There are more.") % {"count": count}
    return ngettext("%(count)s picture", "%(count)s pictures", count) % {"count": count}


def _no_embed(pasted: str) -> str:
    if not pasted.strip():
        return _("Paste the address of what is to be shown.")
    if name := provider_at(pasted):
        sentence = _("%(provider)s shows no single post or video there. Open the one you want and copy its address.")
        return sentence % {"provider": name}
    allowed = _(", ").join(provider.name for provider in PROVIDERS.values())
    sentence = _("This is no address of a provider that stories may show: %(providers)s. A link can lead to it.")
    return sentence % {"providers": allowed}
