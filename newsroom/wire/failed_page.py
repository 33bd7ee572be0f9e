"""What can be done with a record that could not be read, on its page."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.admin.keys import key_of
from articles.admin.people import person_of
from articles.admin.refusals import not_there, plainly, status_of
from articles.workflow import MoveNotAllowed

from . import retrying
from .filing import Outcome
from .models import WireItem, WireItemStatus


class FailedPage:
    """Mixed into the admin of records: "try again" with a mended text, and "put aside"; for whoever may file."""

    change_form_template = "admin/wire/wireitem/change_form.html"

    @property
    def media(self):
        return super().media + forms.Media(css={"all": ["desk/inbox.css", "desk/incoming.css"]})

    def get_urls(self):
        def door(view):
            return self.admin_site.admin_view(view)

        return [
            path("<path:object_id>/retry/", door(self.retry_view), name="wire_wireitem_retry"),
            path("<path:object_id>/aside/", door(self.aside_view), name="wire_wireitem_aside"),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):  # noqa: FBT002
        is_failed = obj is not None and obj.status == WireItemStatus.FAILED
        context |= {
            "failed": obj if is_failed and self.may_mend(request) else None,
            "is_retold": is_failed and obj.format in retrying.RETOLD,
            "mended": getattr(request, "desk_mended", obj.source_text if obj else ""),
            "sentence": getattr(request, "desk_sentence", ""),
        }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def may_mend(self, request) -> bool:
        return bool(person_of(request).highest_rank)

    @not_there
    @method_decorator(require_POST)
    def retry_view(self, request, object_id):
        item = self._failed(request, object_id)
        text = request.POST.get("text", "").replace("\r\n", "\n")
        try:
            result = retrying.retry(item, by=request.user, text=text)
        except MoveNotAllowed as refusal:
            return self._refused(request, item, refusal, text=text)
        filed = "" if result.outcome is Outcome.SKIPPED else _("The record is filed.")
        self.message_user(request, " ".join(filter(None, (filed, result.reason))))
        view = "admin:articles_article_change" if result.article_id else "admin:wire_wireitem_changelist"
        return HttpResponseRedirect(reverse(view, args=[result.article_id] if result.article_id else []))

    @not_there
    @method_decorator(require_POST)
    def aside_view(self, request, object_id):
        item = self._failed(request, object_id)
        try:
            retrying.put_aside(item, by=request.user)
        except MoveNotAllowed as refusal:
            return self._refused(request, item, refusal, text=item.source_text)
        self.message_user(request, _("The record is put aside."))
        return HttpResponseRedirect(reverse("admin:wire_wireitem_change", args=[item.pk]))

    def _failed(self, request, object_id) -> WireItem:
        """A record of no story, or of one that is seen to. Raises `PermissionDenied` and `Http404`."""
        if not self.may_mend(request):
            raise PermissionDenied
        item = self.get_queryset(request).filter(pk=key_of(object_id)).first()
        if not item:
            raise Http404
        return item

    def _refused(self, request, item, refusal, *, text):
        """On the record's own page, with what was typed."""
        status = status_of(refusal)
        if plain := plainly(request, str(refusal), status=status):
            return plain
        request.desk_mended, request.desk_sentence, request.method = text, str(refusal), "GET"
        response = self.changeform_view(request, str(item.pk))
        response.status_code = status
        return response
