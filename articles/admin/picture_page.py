"""A picture's own pages on the desk beside its form: the steps that readers see, its history, its files."""

from __future__ import annotations

from django.contrib import messages
from django.core.files.storage import default_storage
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from .. import pictures
from ..models import Image
from ..pictures.rendering import is_ready
from ..pictures.storing import private_path
from ..workflow import MoveIncomplete, MoveNotAllowed
from . import picture_cutting, picture_history, picture_steps
from .people import person_of
from .picture_typed import typed_of
from .picture_uses import shown_uses
from .refusals import plainly, status_of

A_PAGE = 50
SHOWN_WIDTH = 960


class PicturePages:
    """Mixed into the admin of pictures."""

    def get_urls(self):
        view = self.admin_site.admin_view
        own = [
            path(f"<record_key:pk>/{name.replace('_', '-')}/", view(self.step_view), {"name": name}, f"{PREFIX}{name}")
            for name in picture_steps.STEPS
        ]
        shown = path("<record_key:pk>/shown/<slug:use>/", view(self.shown_view), name=f"{PREFIX}shown")
        return [*own, shown, *super().get_urls()]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):  # noqa: FBT002 - Django's
        context["show_save_and_add_another"] = False  # many are added on a page of their own
        if obj is not None:
            context |= self._standing(request, obj) | picture_cutting.cutting(obj, context["adminform"].form)
        return super().render_change_form(request, context, add, change, form_url, obj)

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def step_view(self, request, pk, name):
        """What a step means and whom it touches; a POST takes it."""
        image = self.found(request, pk)
        try:
            picture_steps.check(image, name, by=request.user)
            if request.method == "POST":
                picture_steps.STEPS[name].take(image, request)
                return self._done(request, image, name)
        except (MoveIncomplete, pictures.PictureRefused) as refusal:
            return self._step_page(request, image, name, refusal=refusal)
        except MoveNotAllowed as refusal:
            return self.refuse(request, image, refusal)
        return self._step_page(request, image, name)

    @method_decorator(require_safe)
    def shown_view(self, request, pk, use):
        """The picture as a use shows it, whatever readers have: only for who is at the desk."""
        image = self.found(request, pk)
        made = image.renditions.filter(use=use).exclude(media_type="image/avif")
        wide_enough = made.filter(width__gte=SHOWN_WIDTH).order_by("width", "-media_type")
        rendition = wide_enough.first() or made.order_by("-width", "-media_type").first()
        name = private_path(rendition.name) if rendition else ""
        if not name or not default_storage.exists(name):
            raise Http404
        return FileResponse(default_storage.open(name), content_type=rendition.media_type)

    def history_view(self, request, object_id, extra_context=None):
        """What happened to the picture, in place of Django's own record."""
        image = self.found(request, object_id)
        changes = Paginator(image.changes.select_related("by"), A_PAGE)
        page = changes.get_page(request.GET.get("p"))
        context = {"page": page, "lines": [picture_history.line(change) for change in page]}
        context |= self._context(request, image, title=_("History"))
        return TemplateResponse(request, "admin/articles/image/history.html", context)

    def _standing(self, request, image) -> dict:
        """What the form's page says of the picture above its fields."""
        may_change = self.has_change_permission(request, image)
        steps = picture_steps.open_steps(image, person=person_of(request)) if may_change else []
        return {
            "steps": [(reverse(f"admin:{PREFIX}{name}", args=[image.pk]), step) for name, step in steps],
            "uses": shown_uses(request, image),
            "is_erased": bool(image.withdrawn_at and not image.original),
            "to_confirm": [] if image.is_confirmed else picture_history.said_by_file(image),
            "is_being_made": not image.withdrawn_at and not is_ready(image),
        }

    def _step_page(self, request, image, name, *, refusal=None):
        sentence, step = str(refusal or ""), picture_steps.STEPS[name]
        if refusal and (plain := plainly(request, sentence, status=400)):
            return plain
        context = self._context(request, image, title=step.label) | {
            "step": step,
            "form": picture_steps.form_of(name, request.POST if refusal else None),
            "sentence": sentence,
            "uses": shown_uses(request, image),
        }
        return TemplateResponse(request, "admin/articles/image/step.html", context, status=400 if refusal else 200)

    def refuse(self, request, image, refusal):
        status = status_of(refusal)
        if plain := plainly(request, str(refusal), status=status):
            return plain
        context = self._context(request, image, title=_("Not done"))
        context |= {"sentence": str(refusal), "typed": typed_of(request.POST)}
        return TemplateResponse(request, "admin/articles/image/refused.html", context, status=status)

    def _done(self, request, image, name):
        messages.success(request, picture_steps.STEPS[name].done)
        return HttpResponseRedirect(reverse("admin:articles_image_change", args=[image.pk]))

    def found(self, request, pk) -> Image:
        image = self.get_object(request, str(pk))
        if image is None:
            raise Http404
        return image

    def _context(self, request, image, *, title) -> dict:
        back = reverse("admin:articles_image_change", args=[image.pk])
        context = {"opts": self.opts, "image": image, "title": title, "subtitle": str(image), "back": back}
        return self.admin_site.each_context(request) | context


PREFIX = "articles_image_"
