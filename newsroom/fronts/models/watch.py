"""Up to which moment ends of pins and banners have reached readers."""

from datetime import UTC, datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


class Watch(models.Model):
    """A single row. An end that lies after `bumped_until` and has passed still asks for a new edition."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    bumped_until = models.DateTimeField(default=BEGINNING)

    class Meta:
        verbose_name = _("watch")
        verbose_name_plural = _("watches")
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="watch_is_one_row")]

    def __str__(self):
        return self.bumped_until.isoformat()
