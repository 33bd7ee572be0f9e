"""What keeps a story from readers until somebody clears it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..workflow import BlockKind
from .article import Article


class BlockQuerySet(models.QuerySet):
    def open(self):
        return self.filter(cleared_at=None)


class Block(models.Model):
    """Nothing of the story is published while one is open."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="blocks")
    kind = models.CharField(_("kind"), max_length=14, choices=BlockKind)
    text = models.TextField(_("text"))
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    raised_by_source = models.CharField(max_length=200, blank=True)
    raised_at = models.DateTimeField(auto_now_add=True)
    cleared_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    cleared_at = models.DateTimeField(null=True)

    objects = BlockQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name = _("block")
        verbose_name_plural = _("blocks")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=BlockKind.values), name="block_kind_is_known"),
            models.CheckConstraint(
                condition=Q(cleared_at=None, cleared_by=None) | Q(cleared_at__isnull=False, cleared_by__isnull=False),
                name="block_cleared_by_somebody",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.text}"
