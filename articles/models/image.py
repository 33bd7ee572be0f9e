"""Pictures: the private original with its credits, and the renditions made from it."""

import secrets

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..languages import in_language

FRACTION = [MinValueValidator(0), MaxValueValidator(1)]


def private_name(image: "Image", filename: str) -> str:
    """A random name: what a camera or an agency called the file tells too much."""
    return f"originals/{secrets.token_hex(16)}"


class Image(models.Model):
    """A picture of the library. The original is private for ever; renditions are seen by readers only
    while a live publication uses them."""

    original = models.FileField(_("file"), upload_to=private_name)
    sha256 = models.CharField(max_length=64, editable=False, db_index=True)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    captions = models.JSONField(_("captions"), default=dict, blank=True)
    alternatives = models.JSONField(_("alternative texts"), default=dict, blank=True)
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    usage_terms = models.TextField(_("usage terms"), blank=True)
    licence_expires_on = models.DateField(_("licence expires on"), null=True, blank=True)
    focal_x = models.FloatField(_("focal point, from the left"), default=0.5, validators=FRACTION)
    focal_y = models.FloatField(_("focal point, from the top"), default=0.5, validators=FRACTION)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(focal_x__range=(0, 1), focal_y__range=(0, 1)), name="focal_point_is_inside"
            )
        ]

    def __str__(self):
        return self.caption() or self.alternative() or f"#{self.pk}"

    def caption(self, language: str | None = None) -> str:
        return in_language(self.captions, language)

    def alternative(self, language: str | None = None) -> str:
        return in_language(self.alternatives, language)


class Rendition(models.Model):
    """One size and format of a picture. The row means that the file exists."""

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="renditions")
    name = models.CharField(max_length=100, unique=True)  # <sha256 of the bytes>.<extension>
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    media_type = models.CharField(max_length=20)

    class Meta:
        ordering = ["width"]
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
        constraints = [
            models.UniqueConstraint(fields=["image", "width", "height", "media_type"], name="rendition_once")
        ]

    def __str__(self):
        return self.name
