"""What the list of stories can be narrowed to."""

from django.conf import settings
from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from ..models import Article, Publication, Section, TimedChange, Transition
from ..workflow import Action, DeskState, Readers
from .people import person_of

QUIET = (Action.EDIT, Action.ASSIGN, Action.SET_EMBARGO, Action.LIFT_EMBARGO, Action.BLOCK, Action.CLEAR_BLOCK)
CHANGED = (DeskState.INCOMING, DeskState.DRAFT, DeskState.IN_REVIEW, DeskState.APPROVED)


def waiting_for(articles, person):
    """Stories in review that a person may approve, and drafts that were sent back or assigned to them."""
    to_review = articles.filter(desk_state=DeskState.IN_REVIEW).edited_by_rank(person)
    to_review = to_review.filter(~Q(submitted_by=person.id) | Q(submitted_by=None))
    last = Transition.objects.filter(article=OuterRef("pk")).exclude(action__in=QUIET).order_by("-number")
    drafts = Article.objects.alias(last_move=Subquery(last.values("action")[:1])).filter(desk_state=DeskState.DRAFT)
    to_write = drafts.filter(Q(assignee=person.id) | Q(created_by=person.id, last_move=Action.SEND_BACK))
    return articles.filter(Q(pk__in=to_review.order_by().values("pk")) | Q(pk__in=to_write.order_by().values("pk")))


class OneOf(admin.SimpleListFilter):
    """A filter that knows its values: any other in the address is no filter at all."""

    def value(self):
        chosen = super().value()
        return chosen if chosen in {str(key) for key, _label in self.lookup_choices} else None


def called(title, *, of):
    """Django's own filter of a field, `of`, under a title of ours: the field's name is in English alone."""

    class Called(of):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            self.title = title

    return Called


class ForMe(OneOf):
    title = _("person")
    parameter_name = "for"

    def lookups(self, request, model_admin):
        return [("mine", _("Mine")), ("waiting", _("Waiting for me"))]

    def queryset(self, request, queryset):
        person = person_of(request)
        match self.value():
            case "mine":
                return queryset.filter(Q(created_by=person.id) | Q(assignee=person.id))
            case "waiting":
                return waiting_for(queryset, person)
        return queryset


class InSection(OneOf):
    title = _("section")
    parameter_name = "in"

    def lookups(self, request, model_admin):
        return [("none", _("No section")), *((section.slug, section.name()) for section in Section.objects.all())]

    def queryset(self, request, queryset):
        match self.value():
            case None:
                return queryset
            case "none":
                return queryset.filter(section=None)
        return queryset.filter(Q(section__slug=self.value()) | Q(section__parent__slug=self.value()))


class DeskStateIs(OneOf):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        readers = [choice for choice in Readers.choices if choice[0] != Readers.NONE]
        return [choice for choice in DeskState.choices if choice[0] != DeskState.PUBLISHED] + readers

    def queryset(self, request, queryset):
        if self.value() in DeskState.values:
            return queryset.filter(desk_state=self.value())
        return queryset.filter(publication__status=self.value()) if self.value() else queryset


class InLanguage(OneOf):
    title = _("language")
    parameter_name = "language"

    def lookups(self, request, model_admin):
        return settings.LANGUAGES

    def queryset(self, request, queryset):
        return queryset.filter(language=self.value()) if self.value() else queryset


class Scheduled(OneOf):
    title = _("scheduled")
    parameter_name = "scheduled"

    def lookups(self, request, model_admin):
        return [("waiting", _("Waits for its minute")), ("suspended", _("Suspended"))]

    def queryset(self, request, queryset):
        changes = TimedChange.objects.filter(article=OuterRef("pk"), status=self.value())
        return queryset.filter(Exists(changes)) if self.value() else queryset


class LiveWithChanges(OneOf):
    title = _("live with changes")
    parameter_name = "changes"

    def lookups(self, request, model_admin):
        return [("yes", _("Live with changes"))]

    def queryset(self, request, queryset):
        live = Publication.objects.filter(article=OuterRef("pk"), status=Readers.LIVE)
        return queryset.filter(Exists(live), desk_state__in=CHANGED) if self.value() else queryset
