"""What people at the desk say to each other about a story."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article

LONGEST_NOTE = 5000


class NoteQuerySet(models.QuerySet):
    def open(self):
        return self.filter(done_at=None)


class Note(models.Model):
    """A note on a story, kept as it was typed: a trigger refuses to change its words or to delete it. It can be
    marked as done."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("note"), max_length=LONGEST_NOTE)
    called = ArrayField(models.CharField(max_length=150), default=list)  # user names that were found and told
    written_at = models.DateTimeField(default=timezone.now)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="note_says_something"),
            models.CheckConstraint(
                condition=Q(done_by=None, done_at=None) | Q(done_by__isnull=False, done_at__isnull=False),
                name="note_done_says_by_whom",
            ),
        ]
        indexes = [models.Index(fields=["article", "-id"], name="note_of_article")]

    def __str__(self):
        return self.text[:80]
