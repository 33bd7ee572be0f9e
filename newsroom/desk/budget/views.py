"""The budget's page, made to be printed, and the same as a table for spreadsheets."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from articles.admin.access import has_desk_role
from articles.admin.people import person_of
from articles.days import A_DAY
from articles.phrases import newsroom_zone
from newsroom.desk import spreadsheets
from newsroom.desk.periods import named, today

from .asked import BudgetForm
from .reading import MOST, desks_of

TEMPLATE = "admin/budget/budget.html"


def _asked(request):
    if not has_desk_role(person_of(request)):
        raise PermissionDenied
    return BudgetForm(request.GET)


@require_safe
def budget(request):
    """400, with the form and a sentence, for a day or a section that there is not."""
    form = _asked(request)
    context = {**admin.site.each_context(request), "title": _("Story budget"), "form": form, "zone": newsroom_zone()}
    if not form.is_valid():
        return TemplateResponse(request, TEMPLATE, context, status=400)
    return TemplateResponse(request, TEMPLATE, context | _day(request, **form.cleaned_data))


def _day(request, *, day, section):
    desks = desks_of(day, person=person_of(request), section=section)
    count = sum(len(desk.lines) for desk in desks)
    return {
        "day": day,
        "today": today(),
        "before": day - A_DAY,
        "after": day + A_DAY,
        "section": section,
        "desks": desks,
        "count": count,
        "words": sum(desk.words for desk in desks),
        "is_cut": count >= MOST,
    }


@require_safe
def table(request):
    """The same lines as a CSV file. 400 with a sentence for a day or a section that there is not."""
    form = _asked(request)
    if not form.is_valid():
        sentences = [str(error) for errors in form.errors.values() for error in errors]
        return HttpResponse(" ".join(sentences) + "\n", status=400, content_type="text/plain; charset=utf-8")
    desks = desks_of(form.cleaned_data["day"], person=person_of(request), section=form.cleaned_data["section"])
    rows = [_row(line) for desk in desks for line in desk.lines]
    return HttpResponse(
        spreadsheets.table([_heads(), *rows]),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="budget-{form.cleaned_data["day"]}.csv"'},
    )


def _heads():
    return [
        *(_("Slug"), _("Headline"), _("Language"), pgettext("of a story", "Desk"), _("Writer"), _("Due"), _("Words")),
        *(_("Art"), _("Credit"), _("State"), _("Scheduled"), _("Published")),
    ]


def _row(line):
    article = line.article
    return [
        article.slug,
        article.headline,
        article.language,
        named(article.section) if article.section else article.section_label,
        line.writer,
        _short(line.due),
        str(line.words),
        _("yes") if line.has_art else _("no"),
        line.credit,
        line.state,
        _short(line.scheduled),
        _short(line.out),
    ]


def _short(moment):
    return moment.short if moment else ""
