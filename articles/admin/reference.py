"""Sections, authors and topics on the desk: changed by chiefs and administrators, seen by all with a desk role."""

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .. import reference, slugs
from ..models import Author, Section, Topic
from . import access, checklist_form, per_language
from .refusable import RefusableForm, RefusalsInForm


class ReferenceForm(RefusableForm):
    name = per_language.TextsField(
        label=_("name"), error_messages={"required": _("Give it a name in at least one language.")}
    )
    aliases = per_language.CommaListField(
        label=_("aliases"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto", "class": "vLargeTextField"}),
        help_text=_("Other names that wires and bylines use, separated by commas."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("name", self.instance.names)

    def clean(self):
        cleaned = super().clean()
        self.instance.names = per_language.with_other_languages(cleaned.get("name", {}), self.instance.names)
        return cleaned


class SectionForm(ReferenceForm):
    checklist = checklist_form.ChecklistField(label=_("checklist"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "checklist" in self.fields:
            self.fields["checklist"].follow(self.instance)

    def clean_slug(self):
        """Says what is wrong before the database's constraint does, whose words are for programmers."""
        if problem := slugs.ascii_slug_problem(self.cleaned_data["slug"], reserved=()):
            raise forms.ValidationError(problem)
        return self.cleaned_data["slug"]


class AuthorForm(ReferenceForm):
    biography = per_language.TextsField(
        label=_("biography"), required=False, input_type=forms.Textarea, max_length=5000
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("biography", self.instance.biographies)

    def clean(self):
        cleaned = super().clean()
        biographies = per_language.with_other_languages(cleaned.get("biography", {}), self.instance.biographies)
        self.instance.biographies = biographies
        return cleaned


class ReferenceAdmin(RefusalsInForm, access.ByMembership):
    """Django's form and list over `articles.reference`. Nothing is deleted: stories refer to it for ever."""

    form = ReferenceForm
    search_fields = ("slug",)  # and more, see get_search_results; without it there is no search
    shown_instead = {"name": "all_names", "aliases": "all_aliases", "biography": "all_biographies"}

    def may_change(self, person, obj=None):
        return reference.person_may_change(person, record=obj)

    def save_model(self, request, obj, form, change):
        reference.save(obj, by=request.user)

    def get_fieldsets(self, request, obj=None):
        """Whoever may only look sees texts where the others have inputs."""
        fieldsets = super().get_fieldsets(request, obj)
        if self.has_change_permission(request, obj):
            return fieldsets
        return [(None, {"fields": [self.shown_instead.get(name, name) for name in flatten_fieldsets(fieldsets)]})]

    def get_search_results(self, request, queryset, search_term):
        """Each word has to be in a name of any language, an alias or the slug."""
        for word in search_term.replace("\0", "").split()[:10]:
            found = Q(slug__icontains=word) | Q(aliases__icontains=word)
            for code in per_language.codes():
                found |= Q(**{f"names__{code}__icontains": word})
            queryset = queryset.filter(found)
        return queryset, False

    @admin.display(description=_("name"), ordering="slug")
    def all_names(self, record):
        return per_language.shown(record.names) or record.slug

    @admin.display(description=_("aliases"))
    def all_aliases(self, record):
        return _(", ").join(record.aliases) or None

    @admin.display(description=_("biography"))
    def all_biographies(self, author):
        return per_language.shown(author.biographies) or None

    @admin.display(description=_("shown to readers"), boolean=True, ordering="first_shown_at")
    def is_shown(self, record):
        return record.first_shown_at is not None


@admin.register(Section)
class SectionAdmin(ReferenceAdmin):
    form = SectionForm
    list_display = ("all_names", "slug", "parent", "order", "four_eyes", "hidden", "is_shown")
    list_select_related = ("parent",)
    list_filter = ("four_eyes", "hidden")
    ordering = ("order", "slug")
    fieldsets = (
        (None, {"fields": ("name", "slug", "aliases")}),
        (_("Place and rules"), {"fields": ("parent", "order", "four_eyes", "hidden")}),
        (
            _("Before a story goes on"),
            {
                "fields": ("checklist",),
                "description": _(
                    "What blocks keeps a story from being submitted, approved and published; what warns is shown to "
                    "everybody who works on it."
                ),
            },
        ),
    )
    shown_instead = ReferenceAdmin.shown_instead | {"checklist": "own_checklist"}

    @admin.display(description=_("checklist"))
    def own_checklist(self, section):
        return checklist_form.shown(section)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        field.empty_label = _("None: a section of its own")
        return field

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        return access.without_side_doors(super().formfield_for_dbfield(db_field, request, **kwargs))


@admin.register(Author)
class AuthorAdmin(ReferenceAdmin):
    form = AuthorForm
    list_display = ("all_names", "slug", "kind", "is_shown")
    list_filter = ("kind",)
    fieldsets = (
        (None, {"fields": ("name", "kind", "slug", "aliases")}),
        (_("For readers"), {"fields": ("biography",)}),
    )


@admin.register(Topic)
class TopicAdmin(ReferenceAdmin):
    list_display = ("all_names", "slug", "is_shown")
    fieldsets = ((None, {"fields": ("name", "slug", "aliases")}),)
