"""An arrangement that waits for its moment."""

from functools import cached_property

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from articles.models.timed_change import LATE_AFTER, TimedChangeStatus

from ..slots import Slot, read
from .front import Arrangement, Front, Place


class TimedArrangementQuerySet(models.QuerySet):
    def of(self, place: Place):
        section = place.section.pk if place.section else None
        return self.filter(Q(front__section=section), front__language=place.language)

    def waiting(self):
        return self.filter(status=TimedChangeStatus.WAITING)

    def failed(self):
        return self.filter(status=TimedChangeStatus.FAILED)

    def late(self):
        """What should have come into force by now, by the database's clock."""
        return self.waiting().filter(run_at__lt=Now() - LATE_AFTER)

    def in_trouble(self):
        """Late ones, and failed ones until somebody has seen to the front: arranged it, or planned anew."""
        front, since = OuterRef("front"), OuterRef("finished_at")
        arranged = Arrangement.objects.filter(front=front, at__gt=since)
        planned = TimedArrangement.objects.filter(front=front, created_at__gt=since)
        return self.late() | self.failed().filter(~Exists(arranged), ~Exists(planned))


class TimedArrangement(models.Model):
    """Slots that come into force at a moment, whatever the front looks like by then.

    `local_time` is what was typed and `fold` which of a doubled hour was meant, in `zone`. `started_from` is the
    number of the arrangement that whoever made this one had read.
    """

    STATUSES = (
        *(TimedChangeStatus.WAITING, TimedChangeStatus.DONE),
        *(TimedChangeStatus.FAILED, TimedChangeStatus.CANCELLED),
    )

    front = models.ForeignKey(Front, on_delete=models.PROTECT, related_name="timed")
    slots = models.JSONField()
    note = models.CharField(_("note"), max_length=300, blank=True)
    started_from = models.PositiveIntegerField()
    run_at = models.DateTimeField(_("runs at"))
    zone = models.CharField(max_length=60)
    local_time = models.CharField(max_length=40)
    fold = models.PositiveSmallIntegerField(default=0)
    scheduled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    status = models.CharField(
        max_length=10, choices=[(row.value, row.label) for row in STATUSES], default=TimedChangeStatus.WAITING
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)
    finished_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    became = models.OneToOneField(Arrangement, null=True, on_delete=models.PROTECT, related_name="timed")

    objects = TimedArrangementQuerySet.as_manager()

    class Meta:
        ordering = ["run_at", "id"]
        verbose_name = _("timed arrangement")
        verbose_name_plural = _("timed arrangements")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["waiting", "done", "failed", "cancelled"]),
                name="timed_arrangement_status_is_known",
            ),
            models.CheckConstraint(condition=Q(fold__in=[0, 1]), name="timed_arrangement_fold_is_known"),
        ]
        indexes = [
            models.Index(fields=["run_at"], condition=Q(status="waiting"), name="timed_arrangement_waiting"),
        ]

    def __str__(self):
        return f"{self.front} · {self.local_time} {self.zone}"

    @cached_property
    def places(self) -> tuple[Slot, ...]:
        return read(self.slots)
