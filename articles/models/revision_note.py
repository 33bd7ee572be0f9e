"""What people say of a revision without changing the story: its name, or that a translation keeps step with it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .article import Article
from .revision import Revision


class NoteKind(models.TextChoices):
    NAMED = "named", _("Revision named")
    IN_STEP = "in_step", _("Marked as in step")


class RevisionNote(models.Model):
    """Audit row beside the moves. A trigger refuses UPDATE and DELETE."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="revision_notes")
    kind = models.CharField(_("kind"), max_length=10, choices=NoteKind)
    revision = models.ForeignKey(Revision, null=True, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(_("text"), max_length=120, blank=True)  # the name; empty where one was taken away
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("note on a revision")
        verbose_name_plural = _("notes on revisions")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=NoteKind.values), name="revision_note_kind_is_known")
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.text}"
