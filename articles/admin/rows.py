"""Bylines and related stories as rows of the form. A row describes itself; the verbs replace all rows at once."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import bodies
from ..models import Article, Author, Byline, RelatedArticle
from . import access
from .key_fields import KeyField
from .people import person_of
from .widgets import NUMBER_HELP, StoryIdWidget, named_for

LAST = 10_000


class RowForm(forms.ModelForm):
    """A row with its place. The rows are checked as a whole by the verb, not against those they replace."""

    order = forms.IntegerField(
        label=gettext_lazy("Order"),
        required=False,
        min_value=1,
        max_value=999,
        widget=forms.NumberInput(attrs={"class": "row-order", "min": 1, "max": 999}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["order"].initial = self.instance.position + 1

    def validate_unique(self):
        pass

    def validate_constraints(self):
        pass


class RowFormSet(BaseInlineFormSet):
    def validate_unique(self):
        pass

    def clean(self):
        super().clean()
        if any(form.instance.pk is None for form in self.initial_forms):
            raise ValidationError(_("One of these rows is not this story's. Open the form anew."))

    def rows(self) -> list[dict]:
        """What was typed, without what was deleted, in the order that was asked for; new rows go last."""
        kept = [
            form.cleaned_data
            for form in self.forms
            if form.has_changed() or form.instance.pk
            if form.cleaned_data and not form.cleaned_data.get("DELETE")
        ]
        return sorted(kept, key=lambda row: row.get("order") or LAST)


class RelatedFormSet(RowFormSet):
    """Stories that are on the list already may stay on it, whoever may see them."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if form.instance.pk and "other" in form.fields:
            form.fields["other"].widget.known = form.instance.other
        if self.instance.pk and "other" in form.fields:
            listed = RelatedArticle.objects.filter(article=self.instance.pk).values("other")
            field = form.fields["other"]
            field.queryset = field.queryset | Article.objects.filter(pk__in=listed)


class BylineForm(RowForm):
    class Meta:
        model = Byline
        fields = ("author", "name", "role")

    def clean(self):
        cleaned = super().clean()
        cleaned["name"] = bodies.clean_line(cleaned.get("name") or "")
        if not cleaned.get("DELETE") and bool(cleaned.get("author")) == bool(cleaned["name"]):
            raise ValidationError(_("A byline is either one of our authors or a name as printed, not both."))
        if len(cleaned["name"]) > Byline._meta.get_field("name").max_length:
            raise ValidationError(_("This name is too long."))
        return cleaned


class RelatedForm(RowForm):
    class Meta:
        model = RelatedArticle
        fields = ("other",)

    def clean_other(self):
        other = self.cleaned_data["other"]
        if other.pk == self.instance.article_id:
            raise ValidationError(_("A story is not related to itself."))
        return other


class RowInline(admin.TabularInline):
    """Whoever may change the story may change its rows."""

    formset = RowFormSet
    template = "admin/_rows.html"
    extra = 1

    @admin.display(description=gettext_lazy("Order"))
    def order(self, row):
        """For whoever may read the rows alone: the form's field is not theirs."""
        return row.position + 1

    def has_view_permission(self, request, obj=None):
        return True

    def has_add_permission(self, request, obj=None):
        return self.story_admin().may_type(request, obj)

    def has_change_permission(self, request, obj=None):
        return self.has_add_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return self.has_add_permission(request, obj)

    def story_admin(self):
        return self.admin_site.get_model_admin(self.parent_model)


class BylineInline(RowInline):
    model = Byline
    fk_name = "article"
    form = BylineForm
    fields = ("order", "author", "name", "role")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("author")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, form_class=KeyField, **kwargs)
        if db_field.name == "author":
            field.choices = author_choices(request)
        return field

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        return access.without_side_doors(super().formfield_for_dbfield(db_field, request, **kwargs))


class RelatedInline(RowInline):
    model = RelatedArticle
    fk_name = "article"
    formset = RelatedFormSet
    form = RelatedForm

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("other__section")

    def get_fields(self, request, obj=None):
        return ("order", "other") if self.has_change_permission(request, obj) else ("story",)

    def get_readonly_fields(self, request, obj=None):
        return () if self.has_change_permission(request, obj) else ("story",)

    @admin.display(description=gettext_lazy("story"))
    def story(self, row):
        return named_for(self.person, row.other)

    def get_formset(self, request, obj=None, **kwargs):
        self.person = person_of(request)  # an inline is made anew for each request
        return super().get_formset(request, obj, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name != "other":
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        widget = StoryIdWidget(db_field.remote_field, self.admin_site, person=person_of(request))
        asked = {"widget": widget, "queryset": self.story_admin().choosable(request), "help_text": NUMBER_HELP}
        return db_field.formfield(form_class=KeyField, **asked)


def author_choices(request) -> list:
    """Every author by name, read once for all rows of a page."""
    if not hasattr(request, "desk_authors"):
        named = sorted((str(author), author.pk) for author in Author.objects.all())
        request.desk_authors = [("", "---------"), *((key, name) for name, key in named)]
    return request.desk_authors
