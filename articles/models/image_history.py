"""What happened to a picture: the files that it showed before or shows next, and the audit of its changes."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .image import Image, private_name


class OtherOriginal(models.Model):
    """A file that a picture shows not yet, while its renditions are made, or shows no more. Kept like the original."""

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="other_originals")
    file = models.FileField(upload_to=private_name)
    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=20, blank=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    likeness = models.CharField(max_length=16, blank=True)
    is_next = models.BooleanField(default=False)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("other original")
        verbose_name_plural = _("other originals")
        constraints = [
            models.UniqueConstraint(fields=["image"], condition=models.Q(is_next=True), name="one_next_original")
        ]

    def __str__(self):
        return self.file.name


class PictureChange(models.Model):
    """Audit row of a picture: added, described anew, cut, replaced, withdrawn, brought back, erased. Never changed."""

    class Action(models.TextChoices):
        ADDED = "added", _("added")
        DESCRIBED = "described", _("described")
        CUT = "cut", _("cut")
        REPLACED = "replaced", _("replaced")
        WITHDRAWN = "withdrawn", _("withdrawn")
        BROUGHT_BACK = "brought_back", _("brought back")
        ERASED = "erased", _("erased")

    image = models.ForeignKey(Image, on_delete=models.PROTECT, related_name="changes")
    action = models.CharField(max_length=20, choices=Action.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("change of a picture")
        verbose_name_plural = _("changes of pictures")

    def __str__(self):
        return f"{self.image_id} {self.action}"
