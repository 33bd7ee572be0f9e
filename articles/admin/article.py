"""Stories on the desk: the list, the form, and the doors to moves and history."""

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..desk_search import search
from ..models import Article
from ..rights import may, may_see
from ..workflow import MOVES, Action, DeskState, MoveNotAllowed
from . import access, columns, filling, history, saving, typed
from .bulk import BulkMoves
from .buttons import buttons
from .by_key import ShortAddress
from .changes import Waiting, change_lines
from .checklist_shown import beside_form
from .choosing import BodyChoosers
from .doors import Doors
from .filters import FILTERS, DeskStateIs
from .forms import LEAD_WORDS, ArticleForm
from .key_fields import KeyField, KeysField
from .keys import key_of
from .moves import check_move
from .people import person_of
from .refusals import not_there, refuse_form
from .rows import BylineInline, RelatedInline
from .similar import SimilarStories
from .standing import next_publish, open_blocks, open_changes, publication_of, standing_of
from .step_facts import embargo_line, zone_line
from .story_list import SEARCH_HELP, StoryList
from .versions_page import VersionsPage
from .versions_shown import versions_context
from .widgets import (
    NUMBER_HELP,
    PICTURE_HELP,
    LanguageSelect,
    MomentField,
    PictureIdWidget,
    StoryIdWidget,
    TopicChooser,
    named_for,
    picture_shown,
)

BESIDE = ("beside",)  # the second column, where there is room for one
FOLDED = (*BESIDE, "collapse")  # seldom needed; the checklist opens it where something is to be mended
PARTS = (
    (None, {"fields": ("revision", "kicker", "headline", "standfirst", "body")}),
    (gettext_lazy("Where it runs"), {"fields": ("language", "section", "topics"), "classes": BESIDE}),
    (gettext_lazy("Picture"), {"fields": ("lead_image", *LEAD_WORDS), "classes": BESIDE}),
    (gettext_lazy("Where it comes from"), {"fields": ("dateline_place", "source", "credit_line"), "classes": BESIDE}),
    (gettext_lazy("Planning"), {"fields": ("due_at", "priority"), "classes": BESIDE}),
    (
        gettext_lazy("Address and search"),
        {"fields": ("slug", "search_title", "search_description", "translation_of"), "classes": FOLDED},
    ),
)
READ_AS = {
    "language": "language_name",
    "lead_image": "lead_picture",
    "body": "body_text",
    "translation_of": "original_story",
}
READ_PARTS = ((None, {"fields": PARTS[0][1]["fields"][1:]}), *PARTS[1:])  # nothing is saved: no revision
ON_THE_DESK = MOVES[Action.EDIT]


@admin.register(Article)
class ArticleAdmin(
    columns.Columns, BulkMoves, SimilarStories, BodyChoosers, VersionsPage, Doors, ShortAddress, admin.ModelAdmin
):
    """Nothing here writes: saving and moving go through the verbs, and these ask for the right once more."""

    form = ArticleForm
    fieldsets = PARTS
    inlines = (BylineInline, RelatedInline)
    list_display = (
        *("headline_column", "section_column", "state_column"),
        *("assignee_column", "due_column", "changed_column"),
    )
    list_display_links = ("headline_column",)
    list_filter = FILTERS
    list_per_page = list_max_show_all = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    search_fields = ("headline",)  # shows the field; `get_search_results` says what is searched
    search_help_text = SEARCH_HELP
    ordering = ("-changed_at", "-id")
    change_form_template = "admin/articles/article/change_form.html"

    class Media:
        css = {"all": ["desk/article.css", "desk/compare.css"]}
        js = [forms.Script("desk/article_form.js", defer=True), forms.Script("desk/checklist.js", defer=True)]

    # --- who sees and does what

    def get_queryset(self, request):
        return Article.objects.visible_to(person_of(request)).select_related("section__parent", "head_revision__author")

    def choosable(self, request):
        """The stories that a person may name in another one."""
        return Article.objects.visible_to(person_of(request))

    def has_module_permission(self, request):
        person = person_of(request)
        return bool(person.highest_rank or person.reads_everything)

    def has_view_permission(self, request, obj=None):
        return may_see(person_of(request), obj.story) if obj else self.has_module_permission(request)

    def has_add_permission(self, request):
        return person_of(request).highest_rank > 0

    def has_change_permission(self, request, obj=None):
        return self.may_type(request, obj) if obj else self.has_add_permission(request)

    def has_delete_permission(self, request, obj=None):
        return False

    def may_type(self, request, article):
        """Whether the form is open: decided once a request, before a form puts typed values on the story."""
        if article is None or article.pk is None:
            return self.has_add_permission(request)
        decided = request.__dict__.setdefault("desk_may_type", {})
        if article.pk not in decided:
            in_state = article.desk_state in ON_THE_DESK.desk
            decided[article.pk] = in_state and may(person_of(request), ON_THE_DESK, article.story)
        return decided[article.pk]

    def lookup_allowed(self, lookup, value, request=None):
        return lookup in {narrowing.parameter_name for narrowing in self.list_filter}  # and by no column

    # --- the list

    def get_list_display(self, request):
        is_spike = request.GET.get(DeskStateIs.parameter_name) == DeskState.SPIKED and IS_POPUP_VAR not in request.GET
        return (*self.list_display, "unspike_column") if is_spike else self.list_display

    def get_search_results(self, request, queryset, search_term):
        return search(queryset, search_term), False

    def get_changelist(self, request, **kwargs):
        return StoryList

    # --- one story

    def get_object(self, request, object_id, from_field=None):
        """None for a key that is not written as we write keys, however a number might be read from it."""
        if (key := key_of(object_id)) is None:
            return None
        stories = self.get_queryset(request)
        if request.method == "POST" and connection.in_atomic_block:
            stories = stories.select_for_update(of=("self",))
        if article := stories.filter(pk=key).first():
            article.read_by = person_of(request)
        return article

    def story(self, request, object_id):
        """The story of an address. Raises `Http404` for one that is not there or that the person may not see."""
        if article := self.get_object(request, object_id):
            return article
        raise Http404

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        raise Http404

    @not_there
    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if "_saveasnew" in request.POST:
            raise PermissionDenied
        article = self.story(request, object_id) if object_id is not None else None
        try:
            if article and request.method == "POST":
                check_move(article, Action.EDIT, by=request.user)
        except MoveNotAllowed as refusal:
            return refuse_form(request, refusal, article=article, site=self.admin_site)
        request.desk_filled = self.filled_with(request, article)
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except MoveNotAllowed as refusal:
            request.desk_refusal = refusal  # once more, so that the form shows it and keeps what was typed
            return super().changeform_view(request, object_id, form_url, extra_context)

    # --- the form

    def filled_with(self, request, article):
        """What the form is shown with, unsaved, instead of what is saved or posted; None for what is usual."""
        return filling.asked_for(request, article) if request.method == "POST" else None

    def get_form(self, request, obj=None, change=False, **kwargs):  # noqa: FBT002 - the stock signature
        form = super().get_form(request, obj, change=change, **kwargs)
        form.person, form.refusal = person_of(request), getattr(request, "desk_refusal", None)
        form.filled = filling.of(request) if self.may_type(request, obj) else None
        return form

    def get_fieldsets(self, request, obj=None):
        if self.may_type(request, obj):
            return PARTS
        return [
            (name, part | {"fields": [READ_AS.get(field, field) for field in part["fields"]]})
            for name, part in READ_PARTS
        ]

    def get_readonly_fields(self, request, obj=None):
        return () if self.may_type(request, obj) else tuple(READ_AS.values())

    @admin.display(description=gettext_lazy("language"))
    def language_name(self, article):
        return dict(settings.LANGUAGES).get(article.language, article.language)

    @admin.display(description=gettext_lazy("lead picture"))
    def lead_picture(self, article):
        return picture_shown(article.lead_image) if article.lead_image else self.get_empty_value_display()

    @admin.display(description=gettext_lazy("body"))
    def body_text(self, article):
        return history.text_of(article.body)

    @admin.display(description=gettext_lazy("translation of"))
    def original_story(self, article):
        original = article.translation_of
        return named_for(article.read_by, original) if original else "-"

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        match db_field.name:
            case "language":
                label = db_field.verbose_name.capitalize()
                return forms.ChoiceField(label=label, choices=settings.LANGUAGES, widget=LanguageSelect)
            case "topics":
                return db_field.formfield(form_class=KeysField, widget=TopicChooser(label=db_field.verbose_name))
            case "lead_caption" | "lead_alternative":
                return db_field.formfield(widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}))
            case "lead_image":
                widget = PictureIdWidget(db_field.remote_field, self.admin_site)
                return db_field.formfield(form_class=KeyField, widget=widget, help_text=PICTURE_HELP)
            case "due_at":
                return db_field.formfield(form_class=MomentField, help_text=zone_line(), show_hidden_initial=True)
            case "priority":
                return db_field.formfield(show_hidden_initial=True)
            case "translation_of":
                widget = StoryIdWidget(db_field.remote_field, self.admin_site, person=person_of(request))
                asked = {"widget": widget, "queryset": self.choosable(request), "help_text": NUMBER_HELP}
                return db_field.formfield(form_class=KeyField, **asked)
        return access.without_side_doors(super().formfield_for_dbfield(db_field, request, **kwargs))

    def get_formset_kwargs(self, request, obj, inline, prefix):
        """Rows of a form that somebody else has overtaken describe themselves: their old ids mean nothing now."""
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        filled = filling.of(request) if self.may_type(request, obj if obj.pk else None) else None
        if filled is not None:
            kwargs["data"] = filled.copy()
        if "data" in kwargs and not typed.is_posted(kwargs["data"], prefix):
            kwargs["data"] = {
                f"{prefix}-TOTAL_FORMS": "0",
                f"{prefix}-INITIAL_FORMS": "0",
            }  # none came: none is changed
        named = (filled or request.POST).get("revision", "")
        if "data" in kwargs and obj.pk and named != str(obj.revision_number):
            kwargs["data"] = typed.without_ids(kwargs["data"], prefix=prefix)
        return kwargs

    def save_model(self, request, obj, form, change):
        pass

    def save_related(self, request, form, formsets, change):
        if change:
            saving.change(form, formsets, by=request.user)
        else:
            saving.create(form, formsets, by=request.user)

    def construct_change_message(self, request, form, formsets, add=False):  # noqa: FBT002 - the stock signature
        return ""

    def log_addition(self, request, obj, message):
        pass  # the story's own history says it

    def log_change(self, request, obj, message):
        pass

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):  # noqa: FBT002
        context |= {"show_save_and_add_another": False, "show_delete_link": False}
        form = context["adminform"].form
        if obj and obj.pk and change:
            context |= self.story_context(request, self.get_queryset(request).get(pk=obj.pk))
        if form.is_bound and form.refusal and change:
            saved = self.get_queryset(request).get(pk=obj.pk)
            context |= filling.beside_saved(saved, form.data)
            form.keep_newest_revision(saved.revision_number)
        response = super().render_change_form(request, context, add, change, form_url, obj)
        if form.is_bound and form.refusal and request.method == "POST":
            response.status_code = form.refusal_status
        return response

    def story_context(self, request, article):
        """What the page shows around the form: the story as it is saved, not as it was typed.

        Whoever builds on this page adds to it: `doors` are links as label, address and count, `above`, `beside`
        and `below` are names of templates (what is beside stands inside the form and has none of its own).
        """
        publication = publication_of(article)
        changes = open_changes(article)
        blocks = open_blocks(article)
        standing = standing_of(article, publication=publication, changes=changes, blocks=blocks)
        state = columns.phrase_of(
            article,
            readers=standing.readers,
            scheduled_at=next_publish(changes),
            blocked=bool(standing.blocks),
        )
        offered = buttons(person_of(request), article, standing=standing)
        actions = {button.action for button in offered}
        return {
            **versions_context(article, person=person_of(request), actions=actions),
            "article": article,
            "state": state,
            "buttons": offered,
            "changes": changes,
            "change_lines": change_lines(Waiting(person_of(request), article, publication, changes)),
            "checklist": beside_form(article),
            "blocks": blocks,
            "embargo": embargo_line(article) if article.embargo != "none" else "",
            "public_path": publication.path if publication and publication.status != "removed" else "",
            "zone": zone_line(),
            "doors": [
                (_("History"), reverse("admin:articles_article_history", args=[article.pk]), 0),
                (_("Compare"), reverse("admin:articles_article_compare", args=[article.pk]), 0),
            ],
            "above": ["admin/articles/article/_versions.html"],
            "beside": [],
            "below": ["admin/articles/article/_source_text.html"],
        }
