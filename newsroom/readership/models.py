"""How often each story was read in each hour, and the lists that readers are shown of it. Nothing of any reader."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models import Publication


class HourlyReads(models.Model):
    """Reads of one story that began in one hour; deleted after two weeks."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="+", db_index=False)
    hour = models.DateTimeField()
    reads = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("reads in an hour")
        verbose_name_plural = _("reads by the hour")
        constraints = [models.UniqueConstraint(fields=["hour", "publication"], name="reads_once_an_hour")]

    def __str__(self):
        return f"{self.publication_id}, {self.hour:%Y-%m-%d %H}: {self.reads}"


class Period(models.TextChoices):
    DAY = "day", _("Day")
    WEEK = "week", _("Week")


class MostRead(models.Model):
    """A place in the list of what is read most, as it was counted last."""

    language = models.CharField(max_length=12)
    period = models.CharField(max_length=4, choices=Period)
    position = models.PositiveSmallIntegerField()
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["language", "period", "position"]
        verbose_name = _("most-read story")
        verbose_name_plural = _("most-read stories")
        constraints = [
            models.UniqueConstraint(fields=["language", "period", "position"], name="most_read_place_once"),
            models.CheckConstraint(condition=Q(period__in=Period.values), name="most_read_period_is_known"),
        ]

    def __str__(self):
        return f"{self.language}, {self.period}, {self.position}"


class CountedLog(models.Model):
    """A log that was counted, by the digest of what it says: the same one is counted once."""

    digest = models.CharField(max_length=64, unique=True)  # SHA-256 of the unpacked text
    name = models.CharField(max_length=300)
    lines = models.BigIntegerField()
    reads = models.BigIntegerField()
    counted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("counted log")
        verbose_name_plural = _("counted logs")

    def __str__(self):
        return self.name
