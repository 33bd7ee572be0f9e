"""The working copy of a story: what reporters and editors change all day. Readers never see it."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..rights import Person, Story
from ..workflow import DeskState
from .image import Image
from .reference import Author, Section, Topic


class Embargo(models.TextChoices):
    NONE = "none", _("None")
    UNTIL = "until", _("Until a moment")
    LIFTED = "lifted", _("Until somebody lifts it")


class Priority(models.IntegerChoices):
    LOW = 1, _("Low")
    NORMAL = 2, _("Normal")
    HIGH = 3, _("High")


# What lists are narrowed by: beside the order of the newest first, no story has to be opened to leave it out.
ASKED_OF_ALL = (
    *("desk_state", "section", "language", "created_by", "assignee", "priority", "due_at", "history_length"),
    *("embargo", "embargo_until", "stale_since"),
)


USE_WORDS_LENGTH = 2000  # of a caption or an alternative text, as in the library


class StaleBecause(models.TextChoices):
    """What became of a story that another one is a version of in a second language."""

    UPDATED = "updated", _("Updated")
    CORRECTED = "corrected", _("Corrected")
    HELD = "held", _("Held")
    RETRACTED = "retracted", _("Retracted")
    REMOVED = "removed", _("Removed")
    BLOCKED = "blocked", _("Blocked")


class ArticleQuerySet(models.QuerySet):
    def visible_to(self, person: Person):
        """The stories that `rights.may_see` lets a person see, as one condition for lists and counts: over the
        story's own columns, each with an index, since sub-sections are among a person's sections."""
        if person.reads_everything or person.ranks.get(None, 0):
            return self
        if not person.highest_rank:
            return self.none()
        sections = [section for section, rank in person.ranks.items() if section and rank]
        return self.filter(
            Q(created_by=person.id) | Q(assignee=person.id) | Q(desk_state=DeskState.INCOMING) | Q(section__in=sections)
        )

    def stale(self):
        """Those whose counterpart in another language was changed or taken back since; a spiked one is nobody's
        worry."""
        return self.filter(stale_since__isnull=False).exclude(desk_state=DeskState.SPIKED)

    def versions_of(self, key: int):
        """A story with what it is a translation of and the other translations of that, in an order to lock them."""
        original = Article.objects.filter(pk=key).values(
            original=Coalesce("translation_of__translation_of", "translation_of", "pk")
        )[:1]
        return self.filter(Q(pk=key) | Q(pk=original) | Q(translation_of=original)).order_by("pk")

    def locked(self):
        """The rows themselves are locked, not what they join."""
        return self.select_for_update(of=("self",)).select_related("section__parent")


class Article(models.Model):
    """A story as the desk has it. `desk_state` follows the table in `articles.workflow`; a trigger refuses a
    state that has no audit row."""

    language = models.CharField(_("language"), max_length=12)
    kicker = models.CharField(_("kicker"), max_length=120, blank=True)
    headline = models.CharField(_("headline"), max_length=300, blank=True)
    standfirst = models.TextField(_("standfirst"), blank=True, max_length=2000)
    slug = models.CharField(_("slug"), max_length=120, blank=True, help_text=_("Made from the headline if left empty."))
    section = models.ForeignKey(
        Section,
        verbose_name=_("section"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="articles",
        db_index=False,  # an index of its own is below
    )
    section_label = models.CharField(_("section as the wire printed it"), max_length=200, blank=True)
    dateline_place = models.CharField(_("dateline place"), max_length=120, blank=True)
    body = models.TextField(_("body"), blank=True)
    lead_image = models.ForeignKey(
        Image,
        verbose_name=_("lead picture"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    lead_caption = models.CharField(  # of this use of it; empty: the library's, and so is the next
        _("caption of the lead picture"), max_length=USE_WORDS_LENGTH, blank=True
    )
    lead_alternative = models.CharField(
        _("alternative text of the lead picture"), max_length=USE_WORDS_LENGTH, blank=True
    )
    topics = models.ManyToManyField(Topic, verbose_name=_("topics"), blank=True, related_name="+")
    related = models.ManyToManyField("self", through="RelatedArticle", symmetrical=False, related_name="+")
    source = models.CharField(
        _("source"), max_length=200, blank=True, help_text=_("Whose story it is if it has no byline of ours.")
    )
    credit_line = models.CharField(_("credit line"), max_length=300, blank=True)
    search_title = models.CharField(_("search title"), max_length=120, blank=True)
    search_description = models.CharField(_("search description"), max_length=320, blank=True)
    translation_of = models.ForeignKey(
        "self",
        verbose_name=_("translation of"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="translations",
    )

    desk_state = models.CharField(
        _("desk state"), max_length=10, choices=DeskState, default=DeskState.DRAFT, editable=False
    )
    embargo = models.CharField(_("embargo"), max_length=10, choices=Embargo, default=Embargo.NONE, editable=False)
    embargo_until = models.DateTimeField(_("embargoed until"), null=True, blank=True, editable=False)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("assignee"),
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    priority = models.PositiveSmallIntegerField(_("priority"), choices=Priority, default=Priority.NORMAL)

    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)
    published_at_source = models.DateTimeField(
        _("published at its source"), null=True, editable=False, help_text=_("The dateline of a wire story.")
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    head_revision = models.ForeignKey("Revision", null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    approved_revision = models.ForeignKey(
        "Revision", null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    in_step_with = models.ForeignKey(  # of the original: what this text was last a translation of
        "Revision", null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    stale_since = models.DateTimeField(_("stale since"), null=True, editable=False)
    stale_because = models.CharField(max_length=10, choices=StaleBecause, blank=True, editable=False)
    history_length = models.PositiveIntegerField(default=0, editable=False)
    history_head = models.CharField(max_length=64, blank=True, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at"]
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        constraints = [
            models.CheckConstraint(condition=~Q(language=""), name="article_has_a_language"),
            models.CheckConstraint(condition=Q(desk_state__in=DeskState.values), name="article_desk_state_is_known"),
            models.CheckConstraint(
                condition=Q(embargo__in=["none", "lifted"], embargo_until=None)
                | Q(embargo="until", embargo_until__isnull=False),
                name="article_embargo_has_its_moment",
            ),
            models.CheckConstraint(
                condition=~Q(desk_state="approved") | Q(approved_revision__isnull=False),
                name="article_approval_names_a_revision",
            ),
            models.CheckConstraint(
                condition=~Q(desk_state__in=["approved", "published"]) | Q(section__isnull=False) & ~Q(headline=""),
                name="article_ready_for_readers",
            ),
            models.CheckConstraint(condition=Q(priority__in=Priority.values), name="article_priority_is_known"),
            models.CheckConstraint(
                condition=Q(stale_since=None, stale_because="")
                | Q(stale_since__isnull=False, stale_because__in=StaleBecause.values),
                name="article_stale_for_a_reason",
            ),
            models.UniqueConstraint(
                fields=["translation_of", "language"],
                name="article_translated_once",
                violation_error_message=_("This story has a translation into this language already."),
            ),
        ]
        # Each column that the desk's list is ordered by has one that holds all that its order needs.
        indexes = [
            models.Index(fields=["-changed_at", "-id"], include=ASKED_OF_ALL, name="article_newest_first"),
            models.Index(fields=["desk_state", "-changed_at", "-id"], name="article_by_desk_state"),
            models.Index(fields=["section", "-changed_at", "-id"], name="article_by_section"),
            models.Index(fields=["language", "-changed_at", "-id"], name="article_by_language"),
            models.Index(fields=["assignee", "-changed_at", "-id"], name="article_by_assignee"),
            models.Index(fields=["due_at", "-changed_at", "-id"], name="article_by_due_time"),
            models.Index(fields=["headline"], name="article_by_headline"),
            models.Index(fields=["priority"], condition=~Q(priority=Priority.NORMAL), name="article_by_priority"),
            models.Index(fields=["embargo"], condition=~Q(embargo=Embargo.NONE), name="article_embargoed"),
            models.Index(fields=["stale_since"], condition=Q(stale_since__isnull=False), name="article_stale"),
            models.Index(fields=["-created_at", "id"], condition=Q(desk_state="incoming"), name="article_incoming"),
            models.Index(
                fields=["id"], condition=Q(desk_state="incoming", history_length__gt=0), name="article_incoming_again"
            ),
            models.Index(fields=["id"], condition=Q(body__contains='data-picture="'), name="article_with_pictures"),
            models.Index(fields=["id"], condition=Q(body__contains='data-article="'), name="article_with_links"),
        ]

    def __str__(self):
        return self.headline or self.slug or _("Untitled story %(number)s") % {"number": self.pk}

    @property
    def story(self) -> Story:
        """What rights depend on, as a value."""
        return Story(
            section_ids=self.section.family_ids() if self.section else frozenset(),
            created_by_id=self.created_by_id,
            assignee_id=self.assignee_id,
            submitted_by_id=self.submitted_by_id,
            desk_state=self.desk_state,
        )

    @property
    def revision_number(self) -> int:
        """The number of the newest revision; 0 for what nobody has touched yet."""
        return self.head_revision.number if self.head_revision else 0

    @property
    def is_embargoed(self) -> bool:
        """Whether its embargo lasts; one that is over stays with the story."""
        return self.is_embargoed_at(timezone.now())

    def is_embargoed_at(self, moment: datetime) -> bool:
        return self.embargo == Embargo.LIFTED or bool(self.embargo_until and self.embargo_until > moment)


class BylineRole(models.TextChoices):
    BY = "by", _("By")
    PHOTOS = "photos", _("Photographs")
    TRANSLATION = "translation", _("Translation")
    EDITING = "editing", _("Editing")
    AGENCY = "agency", _("Agency")


class Byline(models.Model):
    """One name of a story's byline: an author of ours, or a name as it was printed."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="bylines")
    author = models.ForeignKey(Author, verbose_name=_("author"), null=True, blank=True, on_delete=models.PROTECT)
    name = models.CharField(_("name as printed"), max_length=200, blank=True)
    role = models.CharField(_("role"), max_length=12, choices=BylineRole, default=BylineRole.BY)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
        constraints = [
            models.CheckConstraint(
                condition=Q(author__isnull=False, name="") | Q(author__isnull=True) & ~Q(name=""),
                name="byline_is_author_or_name",
                violation_error_message=_("A byline is either one of our authors or a name as printed, not both."),
            ),
            models.CheckConstraint(condition=Q(role__in=BylineRole.values), name="byline_role_is_known"),
        ]

    def __str__(self):
        return self.name or str(self.author)


class RelatedArticle(models.Model):
    """A story that the desk puts beside another."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="related_articles")
    other = models.ForeignKey(Article, verbose_name=_("story"), on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("related story")
        verbose_name_plural = _("related stories")
        constraints = [
            models.UniqueConstraint(fields=["article", "other"], name="related_once"),
            models.CheckConstraint(condition=~Q(article=models.F("other")), name="related_to_another"),
        ]

    def __str__(self):
        return str(self.other)
