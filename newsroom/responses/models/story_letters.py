"""Whether a story takes letters, where somebody at the desk has said so. Without a row its age decides."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Publication


class StoryLetters(models.Model):
    publication = models.OneToOneField(
        Publication, primary_key=True, on_delete=models.PROTECT, related_name="letters_choice"
    )
    is_open = models.BooleanField(_("takes letters"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("letters on a story")
        verbose_name_plural = _("letters on stories")

    def __str__(self):
        return str(self.publication_id)
