"""The audit trail of people: rights, passwords, second factors, sessions. A trigger refuses UPDATE and DELETE."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Act(models.TextChoices):
    ADDED = "added", _("Added")
    RIGHTS = "rights", _("Rights changed")
    NAME = "name", _("Name changed")
    MAIL = "mail", _("Mail address changed")
    LINK = "link", _("Link to choose a password sent")
    PASSWORD_SET = "password_set", _("Password set by an administrator")
    PASSWORD_CHOSEN = "password_chosen", _("Password chosen with a mailed link")
    PASSWORD_CHANGED = "password_changed", _("Password changed")
    FACTOR_ADDED = "factor_added", _("Second factor added")
    FACTOR_REMOVED = "factor_removed", _("Second factor removed")
    CODES_MADE = "codes_made", _("New recovery codes made")
    CODE_USED = "code_used", _("Recovery code used")
    SESSIONS_ENDED = "sessions_ended", _("Sessions ended")


class PersonChange(models.Model):
    """One change to one person's account: by whom (nobody: with a mailed link), from where, before and after."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="changes")
    act = models.CharField(max_length=20, choices=Act)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    address = models.GenericIPAddressField(null=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("change to a person")
        verbose_name_plural = _("changes to people")
        constraints = [
            models.CheckConstraint(condition=models.Q(act__in=Act.values), name="person_change_act_is_known"),
        ]

    def __str__(self):
        return f"{self.person}: {self.get_act_display()}"
