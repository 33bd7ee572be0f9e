"""Who may open what on the desk: from memberships, read afresh for each request, never from Django's permissions."""

from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper

from ..rights import RANKS, Person, Role
from .by_key import FoundByKey
from .key_fields import KeyField
from .people import person_of


def has_desk_role(person: Person) -> bool:
    """Whether the person has to do with stories at all: a moderator has not."""
    return person.reads_everything or person.highest_rank > 0


def is_chief(person: Person) -> bool:
    return person.highest_rank >= RANKS[Role.CHIEF]


def is_editor(person: Person) -> bool:
    return person.highest_rank >= RANKS[Role.EDITOR]


def without_side_doors(field):
    """A chooser without Django's small links that add or change what is chosen in a second window."""
    if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
        field.widget = field.widget.widget
    return field


class ByMembership(FoundByKey, admin.ModelAdmin):
    """A model that everybody with a desk role may look at. Who changes it is for each to say; nobody deletes."""

    show_full_result_count = False
    view_on_site = False
    list_per_page = 50

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        return super().formfield_for_foreignkey(db_field, request, **{"form_class": KeyField, **kwargs})

    def may_look(self, person: Person, obj=None) -> bool:
        return has_desk_role(person)

    def may_add(self, person: Person) -> bool:
        return self.may_change(person)

    def may_change(self, person: Person, obj=None) -> bool:
        return False

    def has_module_permission(self, request):
        return self.may_look(person_of(request))

    def has_view_permission(self, request, obj=None):
        return self.may_look(person_of(request), obj)

    def has_add_permission(self, request):
        return self.may_add(person_of(request))

    def has_change_permission(self, request, obj=None):
        return self.may_change(person_of(request), obj)

    def has_delete_permission(self, request, obj=None):
        return False
