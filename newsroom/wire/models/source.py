"""Where stories come from, how each source is asked, and what it may do."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Section
from articles.rights import Source as SourceRights

SHORTEST_MINUTES, LONGEST_MINUTES = 1, 24 * 60


class SourceKind(models.TextChoices):
    COMMAND = "command", _("Imports by command alone")
    FEED = "feed", _("An address on the web, asked by itself")
    FOLDER = "folder", _("A folder on the server, looked into by itself")


class SourceQuerySet(models.QuerySet):
    def asked(self):
        """Those that the newsroom asks by itself."""
        return self.filter(is_paused=False).exclude(kind=SourceKind.COMMAND)

    def due(self):
        """Those of them whose time has come, the longest waiting first; one that was never asked is due at once."""
        due = models.Q(polling=None) | models.Q(polling__next_at=None) | models.Q(polling__next_at__lte=timezone.now())
        return self.asked().filter(due).order_by(models.F("polling__next_at").asc(nulls_first=True), "pk")

    def failing(self):
        """Those that gave nothing when they were asked last, one that is gone for good among them."""
        return self.exclude(kind=SourceKind.COMMAND).filter(polling__failures__gt=0)


class Source(models.Model):
    """A wire, a feed or an archive. It may only file, unless a chief marked it as one that may publish."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    kind = models.CharField(_("how it comes"), max_length=10, choices=SourceKind, default=SourceKind.COMMAND)
    address = models.CharField(_("address"), max_length=2000, blank=True)
    folder = models.CharField(_("folder"), max_length=500, blank=True)  # below the one of the settings
    moves_files = models.BooleanField(_("move files that were read"), default=False)
    header_name = models.CharField(_("name of the header"), max_length=100, blank=True)
    header_value_sealed = models.TextField(blank=True)  # `newsroom.sealing`; nobody is ever shown it
    poll_minutes = models.PositiveSmallIntegerField(_("minutes between two looks"), default=15)
    is_paused = models.BooleanField(_("paused"), default=False)
    format = models.CharField(_("format"), max_length=20, blank=True)  # told from the content where it is not said
    language = models.CharField(_("language"), max_length=12, blank=True)
    zone = models.CharField(_("time zone"), max_length=64, blank=True)
    section = models.ForeignKey(
        Section, verbose_name=_("section"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    credit_line = models.CharField(_("credit line"), max_length=300, blank=True)
    takes_pictures = models.BooleanField(_("take in its pictures"), default=False)
    publishes = models.BooleanField(_("publish what it has published"), default=False)
    trusted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("may publish, said by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    holds_what_is_killed = models.BooleanField(
        _("hold what it kills"),
        default=True,
        help_text=_("A live story that this source kills or withholds is taken from readers at once."),
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=SourceKind.values), name="wire_source_kind_is_known"),
            models.CheckConstraint(
                condition=models.Q(poll_minutes__gte=SHORTEST_MINUTES, poll_minutes__lte=LONGEST_MINUTES),
                name="wire_source_is_asked_within_a_day",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def rights(self) -> SourceRights:
        return SourceRights(name=self.name, trusted_by_id=self.trusted_by_id)
