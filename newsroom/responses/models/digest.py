"""Whether a moderator wants to be mailed of letters that wait, and what they were told last."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Digest(models.Model):
    """`newest_told` is the number of the newest letter that the last mail counted."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.PROTECT, related_name="letters_digest"
    )
    is_wanted = models.BooleanField(default=True)
    newest_told = models.BigIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("mail about waiting letters")
        verbose_name_plural = _("mails about waiting letters")

    def __str__(self):
        return str(self.person)
