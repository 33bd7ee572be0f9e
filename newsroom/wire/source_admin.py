"""The sources on the desk: how each is asked, how that goes, who may publish, said by whom."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from articles import suspension
from articles.admin import access
from articles.languages import is_right_to_left

from .filing import Outcome
from .jobs import ask_soon
from .models import Source, SourceKind
from .polling import Answer, try_out
from .polling.keeping import forget
from .source_form import SourceForm
from .source_state import OUTCOMES, is_failing, last_answer, sentence_of, state_of, words_of

MOST_TRIED = 50  # records of a try that are filed and shown


@admin.register(Source)
class SourceAdmin(access.ByMembership):
    form = SourceForm
    fieldsets = (
        (None, {"fields": ("name", "kind")}),
        (
            _("The address"),
            {"fields": ("address", "header_name", "header_value", "forgets_secret"), "classes": ("source-feed",)},
        ),
        (_("The folder"), {"fields": ("folder", "moves_files"), "classes": ("source-folder",)}),
        (_("When it is asked"), {"fields": ("poll_minutes", "is_paused"), "classes": ("source-asked",)}),
        (_("Its stories"), {"fields": ("section", "language", "zone", "format", "credit_line")}),
        (_("Its pictures"), {"fields": ("takes_pictures",), "classes": ("source-asked",)}),
        (_("What it may do"), {"fields": ("publishes", "may_publish", "holds_what_is_killed")}),
    )
    list_display = ("name", "comes", "goes", "trusted_by", "created")
    list_filter = ("kind", "is_paused")
    list_select_related = ("trusted_by", "polling")
    search_fields = ("name", "credit_line", "address", "folder")
    change_form_template = "admin/wire/source/change_form.html"

    class Media:
        css = {"all": ("desk/sources.css",)}

    @admin.display(description=_("how it comes"), ordering="kind")
    def comes(self, source):
        return source.get_kind_display()

    @admin.display(description=_("how it goes"))
    def goes(self, source):
        """With the moment of its last answer, where it is asked; what fails stands out."""
        sentence, answered = sentence_of(source), last_answer(source)
        shown = format_html('<strong class="grave">{}</strong>', sentence) if is_failing(source) else sentence
        return format_html('{}<br><span class="quiet">{}</span>', shown, answered) if answered else shown

    @admin.display(description=_("created"), ordering="created_at")
    def created(self, source):
        return source.created_at

    def may_look(self, person, obj=None):
        return self.may_change(person)

    def may_change(self, person, obj=None):
        return person.reads_everything or access.is_chief(person)

    def get_form(self, request, *args, **kwargs):
        form = super().get_form(request, *args, **kwargs)
        form.person = access.person_of(request)
        return form

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        return access.without_side_doors(super().formfield_for_dbfield(db_field, request, **kwargs))

    def get_fieldsets(self, request, obj=None):
        """A secret is forgotten only where there is one."""
        if obj and obj.header_value_sealed:
            return self.fieldsets
        return [(title, options | {"fields": _but_forgetting(options["fields"])}) for title, options in self.fieldsets]

    def save_model(self, request, obj, form, change):
        is_stopped = "publishes" in form.changed_data and not obj.publishes
        if change and (is_stopped or not form.cleaned_data["may_publish"]):
            sent = obj.items.order_by().values("article")
            suspension.suspend_of_sources(sent, why=_("Its source may publish no more."))
        if not form.cleaned_data["may_publish"]:
            obj.trusted_by = None
        elif not obj.trusted_by_id:
            obj.trusted_by = request.user
        super().save_model(request, obj, form, change)
        if form.changed_data:
            forget(obj)

    def get_urls(self):
        def page(view):
            return self.admin_site.admin_view(method_decorator(require_POST)(view).__get__(self))

        return [
            path("try/", page(SourceAdmin.try_view), name="wire_source_try_new"),
            path("<record_key:object_id>/try/", page(SourceAdmin.try_view), name="wire_source_try"),
            path("<record_key:object_id>/ask/", page(SourceAdmin.ask_view), name="wire_source_ask"),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj:
            shown = render_to_string("admin/wire/source/_state.html", {"state": state_of(obj), "source": obj})
            context = {**context, "state": shown, "may_be_asked": _may_be_asked(obj)}
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def try_view(self, request, object_id=None):
        """Asks the source as it stands in the form, and shows what would be filed. Nothing is kept."""
        source = self._found(request, object_id) if object_id else None
        if not self.may_change(access.person_of(request)):
            raise PermissionDenied
        form = self.get_form(request, source, change=source is not None)(request.POST, instance=source)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": gettext("What would come"),
            "form": form,
            "errors": [(form.fields[name].label if name in form.fields else "", said) for name, said in _said(form)],
        }
        if form.is_valid():
            context |= _tried(form.save(commit=False))
        return TemplateResponse(request, "admin/wire/source/tried.html", context)

    def ask_view(self, request, object_id):
        """Lets the worker ask the source now, whenever its time would come."""
        source = self._found(request, object_id)
        if _may_be_asked(source):
            ask_soon(source)
            messages.success(request, gettext("It is asked now. How it went stands here in a moment."))
        else:
            messages.error(request, gettext("It is not asked: it is paused, or comes by command."))
        return redirect("admin:wire_source_change", source.pk)

    def _found(self, request, object_id) -> Source:
        source = self.get_object(request, str(object_id))
        if not source:
            raise Http404
        return source


def _but_forgetting(names):
    return tuple(name for name in names if name != "forgets_secret")


def _may_be_asked(source: Source) -> bool:
    return source.kind != SourceKind.COMMAND and not source.is_paused


def _said(form):
    return [(name, sentence) for name, sentences in form.errors.items() for sentence in sentences]


def _tried(source: Source) -> dict:
    if source.kind == SourceKind.COMMAND:
        return {"problem": gettext("It comes by command alone: there is nothing to ask.")}
    answer = try_out(source, most=MOST_TRIED)
    is_cut = answer.is_unfinished or len(answer.lines) >= MOST_TRIED
    shown = {"counts": words_of(answer.counts), "lines": _lines(answer), "is_cut": is_cut}
    return {"answer": answer, "problem": answer.problem, **shown}


def _lines(answer: Answer) -> list[dict]:
    return [
        {
            "outcome": OUTCOMES[line.outcome],
            "has_failed": line.outcome is Outcome.FAILED,
            "headline": line.headline,
            "language": line.language,
            "direction": "rtl" if is_right_to_left(line.language) else "ltr",
            "reason": line.reason,
            "path": line.path,
            "number": line.number,
        }
        for line in answer.lines
    ]
