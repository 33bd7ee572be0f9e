"""The reports' pages: a period, a section, figures, plots with their numbers, and lists that lead to the stories."""

from dataclasses import dataclass

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from articles.admin.people import person_of
from articles.phrases import newsroom_zone

from . import corrections, lists, overrides, reads, speed, stories, timed
from .asked import ReportForm, presets
from .reach import may_report

A_PAGE = 50
WHEN, WHAT, CHANGED = gettext_lazy("When"), gettext_lazy("What"), gettext_lazy("What changed")


@dataclass(frozen=True)
class Kind:
    """`make` tells a scope's numbers; `listed` finds what the report lists, if anything, `row` shows one of it under
    `heads`: when, what, who, which words, and where to look."""

    title: str
    about: str
    make: object
    listed: object = None
    row: object = None
    heads: tuple = ()


KINDS = {
    "stories": Kind(
        title=gettext_lazy("Stories published"),
        about=gettext_lazy("What readers got, by day and by section, counted on the day of its first publication."),
        make=stories.report,
    ),
    "speed": Kind(
        title=gettext_lazy("From submit to publish"),
        about=gettext_lazy(
            "How long a story takes from being handed in first until readers have it, the time that it is sent back "
            "or waits for its scheduled minute included."
        ),
        make=speed.report,
    ),
    "corrections": Kind(
        title=gettext_lazy("Corrections"),
        about=gettext_lazy("How often readers were told that something was wrong or unclear."),
        make=corrections.report,
        listed=corrections.listed,
        row=lists.correction,
        heads=(WHEN, WHAT, "", gettext_lazy("Text for readers"), CHANGED),
    ),
    "reads": Kind(
        title=gettext_lazy("Most read"),
        about=gettext_lazy(
            "What readers opened, counted without anything of a reader. Counts are kept for two weeks; a story is "
            "counted again for somebody who comes back after it has changed."
        ),
        make=reads.report,
        listed=reads.listed,
        row=lists.read,
        heads=(gettext_lazy("First published"), gettext_lazy("Reads"), "", "", ""),
    ),
    "overrides": Kind(
        title=gettext_lazy("Overrides"),
        about=gettext_lazy("Steps past the usual way, each with who took it and why."),
        make=overrides.report,
        listed=overrides.listed,
        row=lists.override,
        heads=(WHEN, WHAT, gettext_lazy("Who"), gettext_lazy("Reason"), CHANGED),
    ),
    "timed": Kind(
        title=gettext_lazy("Timed changes"),
        about=gettext_lazy("Whether what was planned for its minute ran at it. Late is more than two minutes after."),
        make=timed.report,
        listed=timed.listed,
        row=lists.change,
        heads=(
            gettext_lazy("Planned for"),
            WHAT,
            gettext_lazy("Planned by"),
            gettext_lazy("What happened"),
            gettext_lazy("Late by"),
        ),
    ),
}


@require_safe
def reports(request):
    """What reports there are, with their first figures for the period."""
    context, form = _asked(request, title=_("Reports"), address=reverse("admin:reports"))
    if not form.is_valid():
        return TemplateResponse(request, "admin/reports/reports.html", context, status=400)
    scope = form.scope()
    parts = [(name, kind, kind.make(scope).figures) for name, kind in KINDS.items()]
    return TemplateResponse(request, "admin/reports/reports.html", context | {"scope": scope, "parts": parts})


@require_safe
def report(request, name):
    """404 for a report that there is not; 400, with the form and a sentence, for a period or section that is none."""
    if name not in KINDS:
        raise Http404
    kind = KINDS[name]
    context, form = _asked(request, title=kind.title, address=reverse("admin:report", args=[name]))
    context["kind"] = kind
    if not form.is_valid():
        return TemplateResponse(request, "admin/reports/report.html", context, status=400)
    scope = form.scope()
    context |= {"scope": scope, "report": kind.make(scope)}
    if kind.listed:
        page = Paginator(kind.listed(scope), A_PAGE).get_page(request.GET.get("page"))
        context |= {"page": page, "rows": [kind.row(found) for found in page]}
    return TemplateResponse(request, "admin/reports/report.html", context)


def _asked(request, *, title, address):
    if not may_report(person_of(request)):
        raise PermissionDenied
    form = ReportForm(request.GET, person=person_of(request))
    context = {
        **admin.site.each_context(request),
        "title": title,
        "form": form,
        "address": address,
        "presets": presets(),
        "zone": newsroom_zone(),
        "query": _query(form) if form.is_valid() else "",
    }
    return context, form


def _query(form):
    """The period and section as they were understood, for links to other reports and pages."""
    section = form.cleaned_data["section"]
    period = f"from={form.cleaned_data['from']}&to={form.cleaned_data['to']}"
    return f"{period}&section={section.slug}" if section else period
