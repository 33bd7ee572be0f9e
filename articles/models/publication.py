"""The frozen copy that readers get. `articles.publishing` is the only writer."""

from dataclasses import replace
from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from ..rights import Story
from ..workflow import Readers
from .article import Article, BylineRole
from .image import Image
from .reference import Author, Section, Topic
from .revision import Revision

NEWS_FOR = timedelta(days=2)  # as long as search engines take a story for news
# What is looked up live for a story, and says when it last became another for readers.
NAMED = ("pictures", "bylines__author", "topics", "section", "top_section")


class PublicationQuerySet(models.QuerySet):
    def live(self):
        """What lists, feeds, sitemaps, search and the API may show."""
        return self.filter(status=Readers.LIVE)

    def in_language(self, language: str):
        return self.filter(language=language)

    def in_section(self, section: Section):
        """Of a section; a top section holds what its sub-sections hold."""
        return self.filter(section=section) if section.parent_id else self.filter(top_section=section)

    def news(self, now):
        """What was first published in the two days before a moment."""
        return self.filter(first_published_at__gt=now - NEWS_FOR, first_published_at__lte=now)

    def with_last_change(self):
        """Adds `last_change_at`: when what readers have of them, or of what they name, last became another."""
        moments = (F(f"{named}__changed_for_readers_at") for named in NAMED)
        own = Publication.objects.filter(pk=OuterRef("pk")).order_by().values("pk")
        of_named = [Subquery(own.annotate(at=Max(moment)).values("at")) for moment in moments]
        return self.annotate(last_change_at=Greatest("changed_at", *of_named))

    def by_each_change(self):
        """Return them once for each kind of change, with its moment as `at`: their own, and those of what live ones
        name."""
        live = self.live()
        of_named = [live.annotate(at=F(f"{named}__changed_for_readers_at")) for named in NAMED]
        return [self.annotate(at=F("changed_at")), *of_named]

    def newest_first(self):
        return self.order_by("-first_published_at", "-id")

    def before(self, moment, key: int):
        """What comes after a place in `newest_first`: the rest of a list, by key and not by count."""
        return self.filter(
            Q(first_published_at__lt=moment) | Q(first_published_at=moment, id__lt=key),
            first_published_at__lte=moment,
        )


class Publication(models.Model):
    """One row per story that was ever published. Its address and dates stay for ever; everything that is
    rendered is empty unless the story is live."""

    article = models.OneToOneField(Article, on_delete=models.PROTECT, related_name="publication")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(_("status"), max_length=10, choices=Readers, default=Readers.LIVE)
    language = models.CharField(max_length=12)
    path = models.CharField(max_length=400, unique=True)  # with the language's prefix
    slug = models.CharField(max_length=120)
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="+")
    top_section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="+")
    translation_group = models.BigIntegerField(db_index=True)  # the article that the others are translations of

    kicker = models.CharField(max_length=120, blank=True)
    headline = models.CharField(max_length=300, blank=True)
    standfirst = models.TextField(blank=True)
    dateline_place = models.CharField(max_length=120, blank=True)
    body_html = models.TextField(blank=True)
    source = models.CharField(max_length=200, blank=True)
    credit_line = models.CharField(max_length=300, blank=True)
    search_title = models.CharField(max_length=120, blank=True)
    search_description = models.CharField(max_length=320, blank=True)
    lead_image = models.ForeignKey(Image, null=True, on_delete=models.PROTECT, related_name="+")
    lead_caption = models.TextField(blank=True)
    lead_alternative = models.TextField(blank=True)
    lead_credit = models.CharField(max_length=200, blank=True)
    pictures = models.ManyToManyField(Image, related_name="publications")  # lead and body: what readers may load
    topics = models.ManyToManyField(Topic, related_name="publications")
    related = ArrayField(models.BigIntegerField(), default=list)  # article ids, in the desk's order

    notice = models.TextField(_("notice to readers"), blank=True)
    stale_since = models.DateTimeField(null=True)  # the story that it is a translation of has a newer text
    first_published_at = models.DateTimeField()
    updated_at = models.DateTimeField()  # what readers see as "updated"; a typo does not move it
    changed_at = models.DateTimeField(auto_now=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["live", "held", "retracted", "removed"]),
                name="publication_status_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(status="live") | ~Q(headline="") & ~Q(slug=""),
                name="publication_live_has_a_headline",
            ),
            models.CheckConstraint(
                condition=Q(status="live")
                | Q(
                    kicker="",
                    headline="",
                    standfirst="",
                    dateline_place="",
                    body_html="",
                    source="",
                    credit_line="",
                    search_title="",
                    search_description="",
                    lead_image=None,
                    lead_caption="",
                    lead_alternative="",
                    lead_credit="",
                    related=[],
                ),
                name="publication_taken_back_is_empty",
            ),
            models.CheckConstraint(condition=Q(path__startswith="/"), name="publication_path_is_absolute"),
        ]
        indexes = [
            models.Index(
                F("language"),
                F("first_published_at").desc(),
                F("id").desc(),
                condition=Q(status="live"),
                name="publication_front",
            ),
            models.Index(
                F("top_section"),
                F("language"),
                F("first_published_at").desc(),
                F("id").desc(),
                condition=Q(status="live"),
                name="publication_top_section",
            ),
            models.Index(
                F("section"),
                F("language"),
                F("first_published_at").desc(),
                F("id").desc(),
                condition=Q(status="live"),
                name="publication_section",
            ),
            models.Index(
                F("language"),
                F("updated_at").desc(),
                F("id").desc(),
                condition=Q(status="live"),
                name="publication_live_updated",
            ),
            models.Index(fields=["changed_at", "id"], name="publication_changed"),
            models.Index(fields=["status", "article"], name="publication_by_status"),
            models.Index(fields=["first_published_at"], name="publication_first_published"),
            models.Index(fields=["updated_at"], name="publication_updated"),
        ]

    def __str__(self):
        return self.headline or self.path

    def get_absolute_url(self):
        return self.path

    def story(self, article: Article) -> Story:
        """What rights on its article depend on, with where readers have it."""
        return replace(article.story, published_section_ids=self.section.family_ids())


class PublicationByline(models.Model):
    """A frozen byline. The author's own name and address are looked up live."""

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="bylines")
    author = models.ForeignKey(Author, null=True, on_delete=models.PROTECT, related_name="publication_bylines")
    name = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=12, choices=BylineRole)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        verbose_name = _("published byline")
        verbose_name_plural = _("published bylines")
        constraints = [
            models.UniqueConstraint(fields=["publication", "position"], name="publication_byline_position_once")
        ]

    def __str__(self):
        return self.name or str(self.author)
