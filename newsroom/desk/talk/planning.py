"""The small form for who writes a story, by when and how urgent it is: saved apart from the story's text."""

from django import forms
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles import planning
from articles.admin import asked
from articles.admin.moves import check_move
from articles.admin.people import person_of
from articles.admin.refusals import not_there, refuse, status_of
from articles.admin.step_facts import zone_line
from articles.admin.widgets import MomentField
from articles.languages import is_right_to_left
from articles.models.article import Priority
from articles.rights import may, may_see
from articles.workflow import MOVES, Action, MoveIncomplete, MoveNotAllowed

from ..people import who_may_see

ASSIGNING = MOVES[Action.ASSIGN]


class PlanningForm(forms.Form):
    """Each field carries what it showed, so that one that nobody touched undoes nobody's change meanwhile. What was
    not posted at all stays as it is."""

    assignee = forms.CharField(required=False, widget=forms.Select, show_hidden_initial=True)
    due_at = MomentField(required=False, show_hidden_initial=True)
    priority = forms.TypedChoiceField(choices=Priority.choices, coerce=int, required=False, show_hidden_initial=True)
    reason = forms.CharField(required=False, max_length=asked.LONGEST_TEXT)

    def __init__(self, *args, article, **kwargs):
        initial = {
            "assignee": str(article.assignee_id or asked.NOBODY),
            "due_at": article.due_at and article.due_at.replace(second=0, microsecond=0),  # as it is shown
            "priority": article.priority,
        }
        super().__init__(*args, initial=initial, **kwargs)
        labels = {"assignee": _("Who is responsible"), "due_at": _("Due"), "priority": _("Priority")}
        for name, label in (labels | {"reason": _("Reason, for the desk's history")}).items():
            self.fields[name].label = label
        self.fields["assignee"].widget.choices = _assignees(article)
        self.fields["due_at"].help_text = zone_line()
        self.fields["reason"].widget = forms.Textarea(attrs={"rows": 2, "dir": "auto", "maxlength": asked.LONGEST_TEXT})

    def clean_assignee(self):
        try:
            return asked.person(self.data, "assignee") if "assignee" in self.data else None
        except MoveIncomplete as refusal:
            raise forms.ValidationError(str(refusal)) from None

    def changes(self):
        """What was changed on the form, by the verb's names."""
        posted = [name for name in planning.PLANNED if name in self.data]
        untouched = {name for name in posted if f"initial-{name}" in self.data and name not in self.changed_data}
        return {name: self.cleaned_data[name] for name in posted if name not in untouched}


class PlanningPage:
    """Mixed into the admin of stories; for editors, as assigning is."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.planning_view)
        return [path("<path:object_id>/planning/", view, name="articles_article_planning"), *super().get_urls()]

    def story_context(self, request, article):
        context = super().story_context(request, article)
        if article.desk_state in ASSIGNING.desk and may(person_of(request), ASSIGNING, article.story):
            context["doors"].append((_("Planning"), reverse("admin:articles_article_planning", args=[article.pk]), 0))
        return context

    @not_there
    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def planning_view(self, request, object_id):
        article = self.story(request, object_id)
        try:
            check_move(article, Action.ASSIGN, by=request.user)
            form = PlanningForm(request.POST if request.method == "POST" else None, article=article)
            if form.is_bound:
                return self._plan(request, article, form=form)
        except MoveIncomplete as refusal:
            answer = refuse(request, refusal, article=article, site=self.admin_site)
            return self._planning(request, article, form=form, refusal=refusal) if _is_page(answer) else answer
        except MoveNotAllowed as refusal:
            return refuse(request, refusal, article=article, site=self.admin_site)
        return self._planning(request, article, form=form)

    def _plan(self, request, article, *, form):
        if not form.is_valid():
            raise MoveIncomplete(" ".join(error for errors in form.errors.values() for error in errors))
        is_changed = planning.plan(article, by=request.user, reason=form.cleaned_data["reason"], **form.changes())
        article.refresh_from_db()
        self.message_user(request, _("The planning is kept.") if is_changed else _("Nothing was changed."))
        is_theirs = may_see(person_of(request), article.story)
        view = "admin:articles_article_change" if is_theirs else "admin:articles_article_changelist"
        return HttpResponseRedirect(reverse(view, args=[article.pk] if is_theirs else []))

    def _planning(self, request, article, *, form, refusal=None):
        context = {
            **self.admin_site.each_context(request),
            **self._places(article, title=_("Planning")),
            "form": form,
            "direction": "rtl" if is_right_to_left(article.language) else "ltr",
            "sentence": str(refusal) if refusal else "",
        }
        status = status_of(refusal) if refusal else 200
        return TemplateResponse(request, "admin/talk/planning.html", context, status=status)


def _assignees(article):
    """Nobody, those who may see the story, and whoever has it now."""
    people = {row.user.pk: str(row.user) for row in who_may_see(article) if row.person.highest_rank}
    if article.assignee:
        people.setdefault(article.assignee_id, str(article.assignee))
    return [(asked.NOBODY, _("Nobody")), *((str(key), name) for key, name in people.items())]


def _is_page(answer):
    return isinstance(answer, TemplateResponse)
