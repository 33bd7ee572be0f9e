from django.db import models
from django.utils.translation import gettext_lazy as _


class CdnCopies(models.Model):
    """A single row: up to which edition the CDN has forgotten its copies, and since when it cannot be told."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    forgotten_until = models.BigIntegerField(default=0)  # the number of an edition
    failing_since = models.DateTimeField(null=True)
    problem = models.TextField(blank=True)

    class Meta:
        verbose_name = _("copies at the CDN")
        verbose_name_plural = _("copies at the CDN")
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="cdn_copies_is_one_row")]

    def __str__(self):
        return str(self.forgotten_until)
