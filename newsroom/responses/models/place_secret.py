"""The secrets that networks are hashed with: one for each period, deleted when nobody may compare any more."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PlaceSecret(models.Model):
    """Without it no hash leads back to an address: there are only four thousand million to try."""

    period = models.PositiveIntegerField(primary_key=True)
    secret = models.BinaryField(max_length=32)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("secret of a period")

    def __str__(self):
        return str(self.period)
