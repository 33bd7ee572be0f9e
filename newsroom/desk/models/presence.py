"""Who has a story open, and who took one over from whom. Hints for people: what may be saved, the revision decides."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article

GONE_AFTER = timedelta(seconds=60)  # a window tells of itself each 20 seconds


class PresenceQuerySet(models.QuerySet):
    def now(self):
        return self.filter(seen_at__gte=timezone.now() - GONE_AFTER)

    def with_take_overs(self):
        """Says of each row, as `is_taken_over`, whether somebody took the story over since it was opened there."""
        taken = TakeOver.objects.filter(
            article=OuterRef("article"), taken_from=OuterRef("person"), at__gte=OuterRef("opened_at")
        )
        return self.annotate(is_taken_over=Exists(taken))


class Presence(models.Model):
    """A window with a story's page in it. It goes with its story or person: it says nothing of the past."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="presences")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    window = models.CharField(max_length=64)
    opened_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)
    has_changes = models.BooleanField(default=False)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        ordering = ["opened_at", "id"]
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        constraints = [models.UniqueConstraint(fields=["article", "person", "window"], name="presence_once_a_window")]
        indexes = [models.Index(fields=["article", "seen_at"], name="presence_now")]

    def __str__(self):
        return str(self.person)


class TakeOver(models.Model):
    """Somebody went on with a story that another person had open. A trigger refuses UPDATE and DELETE."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="take_overs")
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    taken_from = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    had_changes = models.BooleanField(default=False)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = _("take-over")
        verbose_name_plural = _("take-overs")
        indexes = [models.Index(fields=["article", "-at"], name="take_over_newest")]

    def __str__(self):
        return str(self.taken_by)
