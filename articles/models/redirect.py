"""Addresses that a story once had. They answer 301 for ever."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .publication import Publication


class Redirect(models.Model):
    old_path = models.CharField(max_length=400, unique=True)
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="redirects")

    class Meta:
        verbose_name = _("redirect")
        verbose_name_plural = _("redirects")

    def __str__(self):
        return self.old_path
