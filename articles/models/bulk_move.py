"""What somebody did to many stories at once, story by story: doing the same once more does nothing more."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .article import Article


class BulkMove(models.Model):
    """`key` comes from the selection and all that was asked: the same key is the same bulk move."""

    key = models.UUIDField(primary_key=True, editable=False)
    name = models.CharField(max_length=20)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("bulk move")
        verbose_name_plural = _("bulk moves")

    def __str__(self):
        return f"{self.name} {self.key}"


class BulkOutcome(models.Model):
    """What became of one story; `refusal` says why nothing was done."""

    bulk_move = models.ForeignKey(BulkMove, on_delete=models.CASCADE, related_name="outcomes")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    refusal = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("outcome of a bulk move")
        verbose_name_plural = _("outcomes of bulk moves")
        constraints = [models.UniqueConstraint(fields=["bulk_move", "article"], name="bulk_outcome_once")]

    def __str__(self):
        return self.refusal or "done"
