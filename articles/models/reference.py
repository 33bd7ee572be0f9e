"""Live reference data: sections, authors and topics. Changed only through `articles.reference`."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import validate_slug
from django.db import models
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from ..languages import in_language


class ReferenceQuerySet(models.QuerySet):
    def shown(self):
        """What readers have seen at least once; anything else answers 404."""
        return self.filter(first_shown_at__isnull=False)


class Reference(models.Model):
    """What sections, authors and topics share: names per language and an address."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True, validators=[validate_slug])
    names = models.JSONField(_("names"), default=dict)
    aliases = ArrayField(
        models.CharField(max_length=200),
        verbose_name=_("aliases"),
        default=list,
        blank=True,
        help_text=_("Other names that wires and bylines use, separated by commas."),
    )
    first_shown_at = models.DateTimeField(null=True, editable=False)
    changed_for_readers_at = models.DateTimeField(null=True, editable=False)  # another name or address

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        abstract = True
        indexes = [
            models.Index(
                fields=["changed_for_readers_at"],
                condition=models.Q(changed_for_readers_at__isnull=False),
                name="%(class)s_changed_for_readers",
            )
        ]

    def __str__(self):
        return self.name() or self.slug

    def name(self, language: str | None = None) -> str:
        return in_language(self.names, language)


class Section(Reference):
    """A part of the paper. A sub-section has a parent, and no children of its own."""

    parent = models.ForeignKey(
        "self",
        verbose_name=_("parent section"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="subsections",
        limit_choices_to={"parent": None},
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    four_eyes = models.BooleanField(
        _("four eyes"), default=True, help_text=_("A second person approves what one person wrote.")
    )
    hidden = models.BooleanField(_("hidden from the navigation"), default=False)
    # What differs from the usual checklist, by item: `articles.checklist.rules` says what may stand here.
    checklist = models.JSONField(_("checklist"), default=dict, blank=True)

    class Meta(Reference.Meta):
        ordering = ["order", "slug"]
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(slug__regex=r"^[a-z0-9]+(-[a-z0-9]+)*$"), name="section_slug_is_ascii"
            ),
            models.CheckConstraint(condition=~models.Q(parent=models.F("id")), name="section_is_not_its_own_parent"),
            models.CheckConstraint(
                condition=Exact(
                    models.Func(models.F("checklist"), function="jsonb_typeof", output_field=models.TextField()),
                    models.Value("object"),
                ),
                name="section_checklist_is_an_object",
            ),
        ]

    @property
    def top(self) -> "Section":
        return self.parent or self

    @property
    def path(self) -> str:
        """The section's address without the language: `/sport/` or `/sport/football/`."""
        return f"/{self.parent.slug}/{self.slug}/" if self.parent else f"/{self.slug}/"

    def family_ids(self) -> frozenset[int]:
        """The section and its parent: a right in the parent holds in the sub-section."""
        return frozenset(key for key in (self.pk, self.parent_id) if key)


class Author(Reference):
    """A person or an agency that stories are by."""

    class Kind(models.TextChoices):
        PERSON = "person", _("Person")
        AGENCY = "agency", _("Agency")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.PERSON)
    biographies = models.JSONField(_("biographies"), default=dict, blank=True)

    class Meta(Reference.Meta):
        ordering = ["slug"]
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=["person", "agency"]), name="author_kind_is_known")
        ]

    @property
    def path(self) -> str:
        """The author's page, without the language."""
        return f"/authors/{self.slug}/"

    def biography(self, language: str | None = None) -> str:
        return in_language(self.biographies, language)


class Topic(Reference):
    """What stories of several sections are about."""

    class Meta(Reference.Meta):
        ordering = ["slug"]
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    @property
    def path(self) -> str:
        """The topic's page, without the language."""
        return f"/topics/{self.slug}/"


class FormerAddress(models.Model):
    """A path, without the language, that the page of a section, an author or a topic once had. It leads to the
    page for ever, and no other record takes it."""

    old_path = models.CharField(max_length=200, unique=True)
    section = models.ForeignKey(Section, null=True, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(Author, null=True, on_delete=models.PROTECT, related_name="+")
    topic = models.ForeignKey(Topic, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(section__isnull=False, author=None, topic=None)
                | models.Q(section=None, author__isnull=False, topic=None)
                | models.Q(section=None, author=None, topic__isnull=False),
                name="former_address_of_one_record",
            )
        ]

    def __str__(self):
        return self.old_path

    @property
    def record(self) -> Section | Author | Topic:
        return self.section or self.author or self.topic


class ReferenceChange(models.Model):
    """Audit row of a change to a section, an author or a topic; never changed."""

    model = models.CharField(max_length=20)
    slug = models.CharField(max_length=80)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("change of reference data")
        verbose_name_plural = _("changes of reference data")

    def __str__(self):
        return f"{self.model} {self.slug}"
