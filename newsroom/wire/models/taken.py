"""What came along with stories, so that it comes only once: pictures by their address."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models import Image

from .source import Source


class TakenPicture(models.Model):
    """Where a picture of the library was at its source; `address` is without scheme."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=700)
    image = models.ForeignKey(Image, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("picture from elsewhere")
        verbose_name_plural = _("pictures from elsewhere")
        constraints = [models.UniqueConstraint(fields=["source", "address"], name="taken_picture_once")]

    def __str__(self):
        return self.address
