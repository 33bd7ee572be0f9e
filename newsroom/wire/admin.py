"""The wire on the desk: the sources, and what came in from each, failed records included."""

from django import forms
from django.contrib import admin
from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles import rights, suspension
from articles.admin import access
from articles.admin.filters import called
from articles.models import Article

from .models import Source, WireItem, WireItemStatus


class SourceForm(forms.ModelForm):
    """`trusted_by` is a checkbox: it stores the chief who ticks it, whose rights the source then publishes with."""

    person = None
    may_publish = forms.BooleanField(label=_("may publish"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "may_publish" not in self.fields:
            return
        chief = self.instance.trusted_by
        box = self.fields["may_publish"]
        box.initial = chief is not None
        box.disabled = chief is None and not access.is_chief(self.person)
        box.help_text = (
            _("Said by %(chief)s. What it sends is published in the sections where %(chief)s is a chief.")
            % {"chief": chief}
            if chief
            else _("Only a chief may tick this: the source then publishes in the sections of that chief.")
        )

    def clean(self):
        """What a chief trusts is known by its name: under another it would be something else."""
        cleaned, chief = super().clean(), self.instance.trusted_by
        is_others = chief is not None and chief.pk != self.person.id
        if is_others and cleaned.get("may_publish") and "name" in self.changed_data:
            sentence = _("%(chief)s lets it publish under the name that it has. Take that away first, or ask them.")
            self.add_error("name", sentence % {"chief": chief})
        return cleaned


@admin.register(Source)
class SourceAdmin(access.ByMembership):
    form = SourceForm
    fieldsets = ((None, {"fields": ("name", "credit_line", "may_publish")}),)
    list_display = ("name", "credit_line", "trusted_by", "created")
    list_select_related = ("trusted_by",)
    search_fields = ("name", "credit_line")

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

    def save_model(self, request, obj, form, change):
        if not form.cleaned_data["may_publish"]:
            obj.trusted_by = None
            suspension.suspend_from(obj.name, why=_("Its source may publish no more."))
        elif not obj.trusted_by_id:
            obj.trusted_by = request.user
        super().save_model(request, obj, form, change)


@admin.register(WireItem)
class WireItemAdmin(access.ByMembership):
    """Read-only. A record that became a story is seen by who may see the story."""

    list_display = ("received_at", "status", "sender", "record", "reason", "story")
    list_display_links = ("received_at", "record")
    list_filter = (
        "status",
        ("source", called(_("source"), of=admin.RelatedFieldListFilter)),
        ("language", called(_("language"), of=admin.AllValuesFieldListFilter)),
        "received_at",
    )
    list_select_related = ("source", "article")
    search_fields = ("path", "reason", "external_id")
    fields = (
        "status",
        "reason",
        "sender",
        "file_format",
        "record",
        "line",
        "story",
        "same_story",
        "local_time",
        "published_at",
        "received_at",
        "text",
    )
    readonly_fields = fields

    def may_add(self, person):
        return False

    def may_look(self, person, obj=None):
        is_hidden = obj is not None and obj.article is not None and not rights.may_see(person, obj.article.story)
        return access.has_desk_role(person) and not is_hidden

    def get_queryset(self, request):
        visible = Article.objects.visible_to(access.person_of(request))
        records = super().get_queryset(request).filter(Q(article=None) | Q(article__in=visible))
        return records.defer("source_text", "shingles")

    def get_object(self, request, *args, **kwargs):
        """The record, with the story of the one that it resembles if that one may be seen."""
        item = super().get_object(request, *args, **kwargs)
        if item:
            other = item.same_story_as.article_id if item.same_story_as else None
            item.other_story = Article.objects.visible_to(access.person_of(request)).filter(pk=other).first()
        return item

    @admin.display(description=_("source"), ordering="source__name")
    def sender(self, item):
        """As text: Django's own display links to a page that is closed to most."""
        return str(item.source)

    @admin.display(description=_("format"))
    def file_format(self, item):
        return item.format

    @admin.display(description=_("file and record"), ordering="path")
    def record(self, item):
        return format_html('<bdi dir="ltr">{}</bdi> ({})', item.path, item.number)

    @admin.display(description=_("story"))
    def story(self, item):
        if item.article:
            return _link(item.article)
        return _("No longer on the desk") if item.status == WireItemStatus.FILED else None

    @admin.display(description=_("same story?"))
    def same_story(self, item):
        return _link(item.other_story) if item.other_story else None

    @admin.display(description=_("text as it came"))
    def text(self, item):
        return format_html('<pre class="source-text" dir="auto">{}</pre>', item.source_text)


def _link(article):
    address = reverse("admin:articles_article_change", args=[article.pk])
    return format_html('<a href="{}"><bdi lang="{}">{}</bdi></a>', address, article.language, article)
