"""What the picture library can be narrowed to."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..models import Article, Collection, Publication, Section
from ..pictures import finding
from .filters import OneOf
from .people import person_of


class UsedInSection(OneOf):
    """Stories of others are no business of the person's until readers have them."""

    title = _("section of use")
    parameter_name = "in"

    def lookups(self, request, model_admin):
        self.sections = list(Section.objects.all())
        return [(section.slug, section.name()) for section in self.sections]

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        chosen = next(section.pk for section in self.sections if section.slug == self.value())
        family = [section.pk for section in self.sections if chosen in (section.pk, section.parent_id)]
        live = finding.before_readers(Publication.objects.filter(section__in=family))
        own = Article.objects.visible_to(person_of(request)).filter(section__in=family)
        return queryset.filter(Q(live) | finding.used_in(own))


class Used(OneOf):
    title = _("use")
    parameter_name = "used"
    is_open = True

    def lookups(self, request, model_admin):
        return [
            ("live", _("In live stories")),
            ("desk", _("In stories on the desk")),
            ("never", _("Not in any story")),
        ]

    def queryset(self, request, queryset):
        match self.value():
            case "live":
                return queryset.filter(finding.before_readers())
            case "desk":
                return queryset.filter(finding.used_in(Article.objects.visible_to(person_of(request))))
            case "never":
                return queryset.exclude(finding.before_readers()).exclude(finding.used_in(Article.objects.all()))
        return queryset


class Added(OneOf):
    title = _("when it was added")
    parameter_name = "added"
    SPANS = {"day": timedelta(days=1), "week": timedelta(days=7), "month": timedelta(days=30)}

    def lookups(self, request, model_admin):
        return [
            ("day", _("Within a day")),
            ("week", _("Within seven days")),
            ("month", _("Within thirty days")),
            ("before", _("Earlier")),
        ]

    def queryset(self, request, queryset):
        match self.value():
            case None:
                return queryset
            case "before":
                return queryset.filter(uploaded_at__lt=timezone.now() - self.SPANS["month"])
        return queryset.filter(uploaded_at__gte=timezone.now() - self.SPANS[self.value()])


class Licence(OneOf):
    title = _("licence")
    parameter_name = "licence"

    def lookups(self, request, model_admin):
        return [
            ("open", _("Without an end")),
            ("valid", _("Valid until a day")),
            ("soon", _("Ends within thirty days")),
            ("over", _("Expired")),
        ]

    def queryset(self, request, queryset):
        return finding.licensed(queryset, self.value()) if self.value() else queryset


class InCollection(OneOf):
    title = _("collection")
    parameter_name = "collection"

    def lookups(self, request, model_admin):
        return [(str(key), name) for key, name in Collection.objects.values_list("pk", "name")]

    def queryset(self, request, queryset):
        return queryset.filter(collections=self.value()) if self.value() else queryset


class Confirmed(OneOf):
    title = _("what its file says")
    parameter_name = "confirmed"

    def lookups(self, request, model_admin):
        return [("no", _("To be confirmed")), ("yes", _("Confirmed"))]

    def queryset(self, request, queryset):
        return queryset.filter(is_confirmed=self.value() == "yes") if self.value() else queryset


class Sensitive(OneOf):
    title = _("caution")
    parameter_name = "sensitive"

    def lookups(self, request, model_admin):
        return [("yes", _("Do not use without asking")), ("no", _("Free to use"))]

    def queryset(self, request, queryset):
        return queryset.filter(is_sensitive=self.value() == "yes") if self.value() else queryset


class Withdrawn(OneOf):
    """Those that are withdrawn are looked at only by who asks for them."""

    title = _("withdrawn ones")
    parameter_name = "withdrawn"

    def lookups(self, request, model_admin):
        return [("yes", _("Withdrawn")), ("both", _("With withdrawn ones"))]

    def choices(self, changelist):
        first, *others = super().choices(changelist)
        return [first | {"display": _("Without withdrawn ones")}, *others]

    def queryset(self, request, queryset):
        match self.value():
            case None:
                return queryset.in_use()
            case "yes":
                return queryset.exclude(withdrawn_at=None)
        return queryset


FILTERS = (Used, UsedInSection, InCollection, Added, Licence, Confirmed, Sensitive, Withdrawn)
