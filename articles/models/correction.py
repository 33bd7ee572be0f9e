"""What readers are told about a changed story."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..workflow import PublishKind
from .publication import Publication
from .revision import Revision


class Correction(models.Model):
    """A dated note on a published story; it stays on the page."""

    KINDS = [(k.value, k.label) for k in (PublishKind.CORRECTION, PublishKind.CLARIFICATION, PublishKind.UPDATE)]

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="corrections")
    kind = models.CharField(max_length=14, choices=KINDS)
    text = models.TextField()
    before = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["-published_at", "-id"]
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["correction", "clarification", "update"]),
                name="correction_kind_is_known",
            ),
            models.CheckConstraint(condition=~models.Q(text=""), name="correction_has_a_text"),
        ]
        indexes = [models.Index(fields=["-published_at", "-id"], name="correction_newest")]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.text}"
