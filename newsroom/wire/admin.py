"""What came in, on the desk, failed records included."""

from django.contrib import admin
from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles import rights
from articles.admin import access
from articles.admin.filters import InLanguage, called
from articles.models import Article

from . import source_admin  # noqa: F401 - registers it
from .failed_page import FailedPage
from .format_titles import format_title
from .models import WireItem, WireItemStatus


class InLanguageOf(InLanguage):
    """Any of its regions among them: records say what their source said."""

    template = "admin/filter.html"

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        return queryset.filter(Q(language=self.value()) | Q(language__istartswith=f"{self.value()}-"))


@admin.register(WireItem)
class WireItemAdmin(FailedPage, access.ByMembership):
    """Read-only. A record that became a story is seen by who may see the story."""

    list_display = ("received_at", "status", "sender", "record", "said", "story")
    list_display_links = ("received_at", "record")
    list_filter = (
        "status",
        ("source", called(_("source"), of=admin.RelatedFieldListFilter)),
        InLanguageOf,
        "received_at",
    )
    list_select_related = ("source", "article")
    search_fields = ("path", "reason", "external_id")
    fields = (
        "status",
        "said",
        "sender",
        "file_format",
        "record",
        "line",
        "story",
        "same_story",
        "local_time",
        "published_at",
        "received_at",
        "cleared_at",
        "text",
    )
    readonly_fields = fields
    always = ("status", "said", "sender", "file_format", "record", "received_at")

    def may_add(self, person):
        return False

    def may_look(self, person, obj=None):
        is_hidden = obj is not None and obj.article is not None and not rights.may_see(person, obj.article.story)
        return access.has_desk_role(person) and not is_hidden

    def get_fields(self, request, obj=None):
        """What there is to say of a record; a text that stands below to be mended is not shown twice."""
        is_mended = obj is not None and obj.status == WireItemStatus.FAILED and self.may_mend(request)
        said = {
            **{name: getattr(obj, name, "") for name in ("line", "local_time", "published_at", "cleared_at")},
            "story": obj and (obj.article or obj.status == WireItemStatus.FILED),
            "same_story": getattr(obj, "other_story", None),
            "text": obj and obj.source_text and not is_mended,
        }
        return [name for name in self.fields if name in self.always or said.get(name)]

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

    @admin.display(description=_("reason"), ordering="reason")
    def said(self, item):
        """In whatever language it was said."""
        return format_html("<bdi>{}</bdi>", item.reason) if item.reason else self.get_empty_value_display()

    @admin.display(description=_("format"))
    def file_format(self, item):
        return format_title(item.format)

    @admin.display(description=_("file and record"), ordering="path")
    def record(self, item):
        return format_html('<bdi dir="ltr">{}</bdi> ({})', item.path, item.number)

    @admin.display(description=_("story"))
    def story(self, item):
        if item.article:
            return _link(item.article)
        return _("No longer on the desk") if item.status == WireItemStatus.FILED else self.get_empty_value_display()

    @admin.display(description=_("same story?"))
    def same_story(self, item):
        return _link(item.other_story) if item.other_story else self.get_empty_value_display()

    @admin.display(description=_("text as it came"))
    def text(self, item):
        return format_html('<pre class="source-text" dir="auto">{}</pre>', item.source_text)


def _link(article):
    address = reverse("admin:articles_article_change", args=[article.pk])
    return format_html('<a href="{}"><bdi lang="{}">{}</bdi></a>', address, article.language, article)
