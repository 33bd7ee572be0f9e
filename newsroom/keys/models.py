"""Keys of the content API, what became of each, and how often somebody has asked."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

MOST_PER_MINUTE = 100_000


class ApiKey(models.Model):
    """A key without its secret, which nobody can be shown again: `digest` is all that is kept of it."""

    name = models.CharField(_("name"), max_length=100, help_text=_("Who reads with it, and what for."))
    start = models.CharField(_("begins with"), max_length=12, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    per_minute = models.PositiveIntegerField(
        _("requests a minute"),
        default=600,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_PER_MINUTE)],
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("made by")
    )
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, editable=False)
    last_used_on = models.DateField(_("last used"), null=True, editable=False)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("API key")
        verbose_name_plural = _("API keys")
        constraints = [
            models.UniqueConstraint(fields=["name"], condition=Q(revoked_at=None), name="api_key_named_once"),
            models.CheckConstraint(condition=Q(per_minute__gt=0), name="api_key_may_ask"),
        ]

    def __str__(self):
        return self.name


class KeyChange(models.Model):
    """Audit row of a key. A trigger refuses UPDATE and DELETE."""

    class Act(models.TextChoices):
        MADE = "made", _("Made")
        REVOKED = "revoked", _("Revoked")

    key = models.ForeignKey(ApiKey, on_delete=models.PROTECT, related_name="changes")
    act = models.CharField(max_length=10, choices=Act)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    address = models.GenericIPAddressField(null=True)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("change of a key")
        verbose_name_plural = _("changes of keys")
        constraints = [models.CheckConstraint(condition=Q(act__in=["made", "revoked"]), name="key_change_is_known")]

    def __str__(self):
        return f"{self.key}: {self.get_act_display()}"


class Use(models.Model):
    """How often one reader (a key, or a network without one) has asked in the minute that began then. The table is
    unlogged: a crash of the database empties it, and nothing waits for the disk."""

    reader = models.CharField(max_length=80, unique=True)
    began_at = models.DateTimeField(db_index=True)
    times = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("use of the content API")
        verbose_name_plural = _("uses of the content API")

    def __str__(self):
        return self.reader
