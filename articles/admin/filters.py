"""What the list of stories can be narrowed to."""

from datetime import timedelta

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..desk_lists import coming, due_by, in_trouble, killed, live_with_changes, own, own_at_work, tomorrow, waiting_for
from ..models import Block, Publication, Section, TimedChange
from ..models.article import Embargo, Priority
from ..rights import RANKS
from ..workflow import DeskState, Readers
from .people import person_of

PUBLICATION = [choice for choice in Readers.choices if choice[0] != Readers.NONE]


class OneOf(admin.SimpleListFilter):
    """A filter that knows its values: any other in the address is no filter at all."""

    template = "admin/articles/article/filter.html"
    is_open = False  # shows its values before one of them is chosen

    @property
    def is_chosen(self):
        return self.value() is not None

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
    is_open = True

    def lookups(self, request, model_admin):
        return [("mine", _("Mine")), ("working", _("Mine, being worked on")), ("waiting", _("Waiting for me"))]

    def queryset(self, request, queryset):
        person = person_of(request)
        match self.value():
            case "mine":
                return own(queryset, person)
            case "working":
                return own_at_work(queryset, person)
            case "waiting":
                return waiting_for(queryset, person)
        return queryset


class InSection(OneOf):
    title = _("section")
    parameter_name = "in"
    is_open = True

    def lookups(self, request, model_admin):
        self.sections = list(Section.objects.all())
        return [("none", _("No section")), *((section.slug, section.name()) for section in self.sections)]

    def queryset(self, request, queryset):
        match self.value():
            case None:
                return queryset
            case "none":
                return queryset.filter(section=None)
        chosen = next(section.pk for section in self.sections if section.slug == self.value())
        family = [section.pk for section in self.sections if chosen in (section.pk, section.parent_id)]
        return queryset.filter(section__in=family)


class DeskStateIs(OneOf):
    """Takes what readers have as well, for addresses that name it; `ReadersHave` is where to choose that."""

    title = _("state")
    parameter_name = "state"
    is_open = True

    def lookups(self, request, model_admin):
        return [choice for choice in DeskState.choices if choice[0] != DeskState.PUBLISHED] + PUBLICATION

    def choices(self, changelist):
        readers = dict(PUBLICATION)
        for choice, (value, _label) in zip(
            super().choices(changelist), [(None, ""), *self.lookup_choices], strict=True
        ):
            if value not in readers or choice["selected"]:
                yield choice

    def queryset(self, request, queryset):
        if self.value() in DeskState.values:
            return queryset.filter(desk_state=self.value())
        return queryset.filter(publication__status=self.value()) if self.value() else queryset


class ReadersHave(OneOf):
    title = _("what readers have")
    parameter_name = "readers"

    def lookups(self, request, model_admin):
        return Readers.choices

    def queryset(self, request, queryset):
        if self.value() == Readers.NONE:
            never = queryset.filter(~Exists(Publication.objects.filter(article=OuterRef("pk"))))
            return never.exclude(desk_state=DeskState.PUBLISHED)  # follows, and spares a look at all of those
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
        return [
            ("waiting", _("Waits for its minute")),
            ("suspended", _("Suspended")),
            ("coming", _("Approved or scheduled")),
            ("trouble", _("Late or failed")),
        ]

    def queryset(self, request, queryset):
        match self.value():
            case None:
                return queryset
            case "coming":
                return coming(queryset)
            case "trouble":
                return queryset.filter(pk__in=in_trouble().order_by().values("article"))
        changes = TimedChange.objects.filter(status=self.value())
        return queryset.filter(pk__in=changes.order_by().values("article"))


class LiveWithChanges(OneOf):
    title = _("live with changes")
    parameter_name = "changes"

    def lookups(self, request, model_admin):
        return [("yes", _("Live with changes"))]

    def queryset(self, request, queryset):
        return live_with_changes(queryset) if self.value() else queryset


class Stale(OneOf):
    title = _("translations")
    parameter_name = "stale"

    def lookups(self, request, model_admin):
        return [("yes", _("Stale translations"))]

    def queryset(self, request, queryset):
        return queryset.stale() if self.value() else queryset


class Due(OneOf):
    title = _("due")
    parameter_name = "due"

    def lookups(self, request, model_admin):
        return [("overdue", _("Overdue")), ("by_tonight", _("Today or overdue")), ("week", _("Within seven days"))]

    def queryset(self, request, queryset):
        match self.value():
            case "overdue":
                return due_by(queryset, timezone.now())
            case "by_tonight":
                return due_by(queryset, tomorrow())
            case "week":
                return due_by(queryset, timezone.now() + timedelta(days=7))
        return queryset


class AssignedTo(OneOf):
    title = _("assignee")
    parameter_name = "assignee"

    def lookups(self, request, model_admin):
        people = get_user_model().objects.filter(is_active=True, memberships__role__in=RANKS)
        names = people.order_by("username").distinct().values_list("pk", "username")
        return [("nobody", _("Nobody")), *((str(key), name) for key, name in names)]

    def queryset(self, request, queryset):
        if self.value() == "nobody":
            return queryset.filter(assignee=None)
        return queryset.filter(assignee=self.value()) if self.value() else queryset


class HasPriority(OneOf):
    title = _("priority")
    parameter_name = "priority"

    def lookups(self, request, model_admin):
        return reversed(Priority.choices)

    def queryset(self, request, queryset):
        return queryset.filter(priority=self.value()) if self.value() else queryset


class InTheWay(OneOf):
    title = _("what is in the way")
    parameter_name = "way"

    def lookups(self, request, model_admin):
        return [("embargo", _("Embargoed")), ("block", _("Blocked")), ("kill", _("Killed by their source"))]

    def queryset(self, request, queryset):
        match self.value():
            case "embargo":
                passed = Q(embargo=Embargo.UNTIL, embargo_until__lte=timezone.now())
                return queryset.exclude(embargo=Embargo.NONE).exclude(passed)
            case "kill":
                return killed(queryset)
            case "block":
                return queryset.filter(pk__in=Block.objects.open().order_by().values("article"))
        return queryset


class ChangedWithin(OneOf):
    title = _("when it was changed")
    parameter_name = "changed"
    SPANS = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(days=7)}

    def lookups(self, request, model_admin):
        return [("hour", _("Within the hour")), ("day", _("Within a day")), ("week", _("Within seven days"))]

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        return queryset.filter(changed_at__gte=timezone.now() - self.SPANS[self.value()])


FILTERS = (
    *(ForMe, InSection, DeskStateIs, ReadersHave, InLanguage, Scheduled, LiveWithChanges, Stale, Due),
    *(AssignedTo, HasPriority, InTheWay, ChangedWithin),
)
