"""The texts that readers had, one after the other, where the newsroom lets everybody see them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..workflow import PublishKind
from .publication import Publication
from .revision import Revision


class PublishedVersionQuerySet(models.QuerySet):
    def readable(self):
        """What readers may read: of a live story, and not struck."""
        return self.filter(publication__status="live", struck_at=None).exclude(headline="")


class PublishedVersion(models.Model):
    """A text as it was given to readers. `articles.public_versions` is the only writer.

    A trigger lets its words be there only while the story is live and the version was not struck, and refuses DELETE.
    """

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="public_versions")
    number = models.PositiveIntegerField(_("version"))
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=14, choices=PublishKind, blank=True)  # "" from before the first kept
    published_at = models.DateTimeField(_("published"))
    headline = models.CharField(_("headline"), max_length=300, blank=True)
    standfirst = models.TextField(_("standfirst"), blank=True)
    body_html = models.TextField(_("body"), blank=True)
    struck_at = models.DateTimeField(_("struck"), null=True, editable=False)
    struck_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    struck_because = models.TextField(_("reason"), blank=True)

    objects = PublishedVersionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        verbose_name = _("published version")
        verbose_name_plural = _("published versions")
        constraints = [
            models.UniqueConstraint(fields=["publication", "number"], name="published_version_numbered_once"),
            models.CheckConstraint(
                condition=Q(struck_at=None, struck_by=None, struck_because="")
                | Q(struck_at__isnull=False, struck_by__isnull=False) & ~Q(struck_because=""),
                name="published_version_struck_by_somebody",
            ),
        ]

    def __str__(self):
        return _("Version %(number)s") % {"number": self.number}
