"""Collections of pictures."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .image import Image


class Collection(models.Model):
    """Pictures that belong together for somebody at the desk: a match, a trip, portraits of ministers."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    pictures = models.ManyToManyField(Image, verbose_name=_("pictures"), blank=True, related_name="collections")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("collection")
        verbose_name_plural = _("collections")

    def __str__(self):
        return self.name
