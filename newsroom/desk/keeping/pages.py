"""The part of the story's form that keeps what is typed: what it sends along, what it offers, what a save clears."""

from uuid import uuid4

from django import forms
from django.conf import settings
from django.urls import path, reverse
from django.utils.translation import gettext as _

from articles.admin import filling
from articles.phrases import newsroom_zone

from . import posted, texts, windows
from .doors import KeptDoors
from .offers import address_of, offers_for

REFUSED = (403, 409)
MEDIA = forms.Media(
    css={"all": ["desk/keeping.css"]},
    js=[forms.Script(f"desk/{name}.js", defer=True) for name in ("asking", "autosave", "merge")],
)


class KeepingPage(KeptDoors):
    """Mixed into the admin of stories. What is kept is for whoever typed it alone, and only while they may see the
    story."""

    @property
    def media(self):
        return super().media + MEDIA

    def get_urls(self):
        def door(view):
            return self.admin_site.admin_view(view)

        doors = [
            ("autosave/", self.autosave_view, "autosave"),
            ("kept/", self.kept_view, "kept"),
            ("kept/<str:number>/", self.kept_text_view, "kept_text"),
            ("kept/<str:number>/throw-away/", self.throw_away_view, "throw_away"),
        ]
        new = [path(f"add/{tail}", door(view), name=f"articles_article_add_{name}") for tail, view, name in doors]
        known = [
            path(f"<path:object_id>/{tail}", door(view), name=f"articles_article_{name}") for tail, view, name in doors
        ]
        return [*new, *known, *super().get_urls()]

    def story_context(self, request, article):
        context = super().story_context(request, article)
        if self.may_type(request, article):
            _keep_beside(request, context, article)
            context["doors"].append((_("Kept texts"), context["kept_list_address"], len(context["kept_offers"])))
        return context

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):  # noqa: FBT002
        if add:
            _keep_beside(request, context, None)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def filled_with(self, request, article):
        if request.method != "GET" or "kept" not in request.GET or not self.may_type(request, article):
            return super().filled_with(request, article)
        row = self.kept_text(request, article, request.GET["kept"])
        request.desk_kept_text = row
        return filling.over_saved(article, row.typed) if article else filling.fields_from(row.typed)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        response = super().changeform_view(request, object_id, form_url, extra_context)
        if request.method == "POST" and response.status_code in REFUSED:
            self._keep_refused(request, response, object_id)
        return response

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        texts.clear_saved(request.POST, by=request.user, article=form.instance, is_new=not change)
        windows.note_saved(request, posted.of_form(request.POST).window)

    def _keep_refused(self, request, response, object_id):
        article = self.get_object(request, object_id) if object_id is not None else None
        row = texts.keep_refused(request.POST, by=request.user, article=article)
        context = getattr(response, "context_data", None)
        if context is not None:
            context["kept_address"] = address_of(article, "kept_text", row.pk)
            if "keeping" in context:
                context["keeping"]["goes_on_from"] = f"{row.pk}-{row.sequence}"


def _keep_beside(request, context, article):
    """Adds what the form sends along and what the script needs, and what of earlier typing is offered."""
    sent = posted.of_form(request.POST)
    taken = getattr(request, "desk_kept_text", None)
    origin = (taken.pk, taken.sequence) if taken else sent.goes_on_from
    context["keeping"] = {
        "window": sent.window if sent.window and not windows.is_saved(request, sent.window) else uuid4().hex,
        "sequence": sent.sequence or 0,
        "goes_on_from": "{}-{}".format(*origin) if origin else "",
        "autosave_address": address_of(article, "autosave"),
        "token_address": reverse("admin:token"),
        "saved_windows": " ".join(request.session.get(windows.SAVED_WINDOWS, [])),
        "zone": settings.NEWSROOM_ZONE,
        "zone_label": newsroom_zone(),
        "story": article.pk if article else "new",
        "is_filled": filling.of(request) is not None,
    }
    context.setdefault("above", []).append("admin/keeping/_offers.html")
    context.setdefault("beside", []).append("admin/keeping/_fields.html")
    found = offers_for(request.user, article) if request.method == "GET" else []
    context["kept_offers"] = [offer for offer in found if offer.kept != taken]
    context["kept_list_address"] = address_of(article, "kept")
