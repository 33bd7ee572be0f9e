"""The preview on the desk: the story as readers will see it, from what is saved or from what is being typed."""

from functools import partial

from csp.constants import SELF
from csp.decorators import csp_update
from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path, register_converter, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles import snapshots
from articles.admin import typed
from articles.admin.history import revision_of
from articles.admin.refusals import not_there
from newsroom.pages.urls import FileName

from . import files
from .documents import appearances, document, leading
from .drafts import drafted, typed_over, unsaved
from .headers import SANDBOX, framed
from .wanted import THEME_NAMES, WIDTHS, Wanted

REVISIONS_OFFERED = 50
DESK_CSS, DESK_JS = "desk/preview.css", "desk/preview.js"

register_converter(FileName, "desk_file")


class PreviewPage:
    """Mixed into the admin of stories, which finds the story and knows whether its form is open."""

    @property
    def media(self):
        return super().media + forms.Media(css={"all": [DESK_CSS]}, js=[forms.Script(DESK_JS, type="module")])

    def get_urls(self):
        def door(route, view, name):
            return path(route, self.admin_site.admin_view(view), name=f"articles_article_{name}")

        return [
            door("preview-style/<str:theme>.css", self.preview_style_view, "preview_style"),
            door("<path:object_id>/preview/", self.preview_view, "preview"),
            door("<path:object_id>/preview/page/", self.preview_page_view, "preview_page"),
            door("<path:object_id>/preview/typed/", self.preview_typed_view, "preview_typed"),
            door("<path:object_id>/preview/media/<desk_file:name>", self.preview_media_view, "preview_media"),
            *super().get_urls(),
        ]

    def story_context(self, request, article):
        context = super().story_context(request, article)
        context["doors"].append((_("Preview"), reverse("admin:articles_article_preview", args=[article.pk]), 0))
        if self.may_type(request, article):
            context["above"].append("admin/previews/_pane.html")
            context["preview"] = {
                "typed": reverse("admin:articles_article_preview_typed", args=[article.pk]),
                "whole": reverse("admin:articles_article_preview", args=[article.pk]),
                "sandbox": SANDBOX,
                "widths": WIDTHS.items(),
                "themes": THEME_NAMES.items(),
            }
        return context

    @not_there
    @method_decorator(require_safe)
    @method_decorator(csp_update({"frame-src": [SELF]}))
    def preview_view(self, request, object_id):
        """The page around the document: which page, which revision, how wide, which theme."""
        article, wanted = self.story(request, object_id), Wanted.read(request.GET)
        draft = self._draft(article, wanted)
        found = appearances(draft)
        shown = _chosen(found, wanted.page)
        inner = reverse("admin:articles_article_preview_page", args=[article.pk])
        context = {
            **self.admin_site.each_context(request),
            **self._places(article, title=_("Preview")),
            "wanted": wanted,
            "shown": shown,
            "appearances": found,
            "widths": WIDTHS.items(),
            "themes": THEME_NAMES.items(),
            "revisions": _revisions(article, wanted),
            "frame": f"{inner}?{wanted.query}",
            "sandbox": SANDBOX,
            "address": settings.SITE_URL + draft.publication.path,
            "is_shown": draft.is_shown,
            "links": reverse("admin:articles_article_preview_links", args=[article.pk]),
        }
        return TemplateResponse(request, "admin/previews/preview.html", context)

    @not_there
    @method_decorator(require_safe)
    def preview_page_view(self, request, object_id):
        """The document inside the frame."""
        article, wanted = self.story(request, object_id), Wanted.read(request.GET)
        return framed(self._document(article, self._draft(article, wanted), wanted))

    @not_there
    @method_decorator(require_POST)
    def preview_typed_view(self, request, object_id):
        """The document of what stands in the form now, of which nothing is kept. What cannot be read is as saved."""
        article, wanted = self.story(request, object_id), Wanted.read(request.GET)
        if not self.may_type(request, article):
            raise PermissionDenied
        revision = unsaved(article, typed_over(snapshots.content(article), typed.content_of(request.POST)))
        draft = drafted(revision, media=partial(_media_address, article.pk))
        return framed(self._document(article, draft, wanted))

    @not_there
    @method_decorator(require_safe)
    def preview_media_view(self, request, object_id, name):
        """A picture in full width for whoever may see the story: the library shows each of them to the whole desk."""
        self.story(request, object_id)
        return files.picture(name)

    @not_there
    @method_decorator(require_safe)
    def preview_style_view(self, request, theme):
        if theme not in files.THEMES:
            raise Http404
        return files.stylesheet(theme)

    def _draft(self, article, wanted):
        """What a revision says; of a story that has none yet, what came in."""
        if wanted.revision or article.head_revision:
            number = str(wanted.revision or article.revision_number)
            revision = revision_of(article, number)
            revision.article = article
        else:
            revision = unsaved(article, snapshots.content(article))
        return drafted(revision, media=partial(_media_address, article.pk))

    def _document(self, article, draft, wanted):
        shown = _chosen(appearances(draft), wanted.page)
        if shown.links_to_story and not draft.is_shown:
            draft = leading(draft, reverse("admin:articles_article_preview", args=[article.pk]))
        style = reverse("admin:articles_article_preview_style", args=[wanted.theme])
        return document(draft, shown, shell="previews/framed.html", around={"stylesheet": style})


def _chosen(found, key):
    for appearance in found:
        if appearance.key == key:
            return appearance
    raise Http404


def _revisions(article, wanted):
    """Number and name of the newest, and of the one that is shown."""
    rows = list(article.revisions.values_list("number", "name")[:REVISIONS_OFFERED])
    if wanted.revision and wanted.revision not in dict(rows):
        rows += article.revisions.filter(number=wanted.revision).values_list("number", "name")
    return rows


def _media_address(key, name):
    return reverse("admin:articles_article_preview_media", args=[key, name])
