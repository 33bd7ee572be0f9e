"""What will happen to a story at its minute."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from ..workflow import Action, PublishKind
from .article import Article
from .publication import Publication
from .revision import Revision

LATE_AFTER = timedelta(minutes=2)  # a worker that is alive runs what is due within a minute


class TimedChangeStatus(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    SUSPENDED = "suspended", _("Suspended")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")


OPEN = (TimedChangeStatus.WAITING, TimedChangeStatus.SUSPENDED)


class TimedChangeQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(status=TimedChangeStatus.WAITING)

    def suspended(self):
        return self.filter(status=TimedChangeStatus.SUSPENDED)

    def publishing(self):
        return self.filter(action=Action.PUBLISH)

    def open(self):
        """What waits, and what would wait if nothing were in its way."""
        return self.filter(status__in=OPEN)

    def late(self):
        """What should have run by now, by the database's clock."""
        return self.waiting().filter(run_at__lt=Now() - LATE_AFTER)

    def failed(self):
        return self.filter(status=TimedChangeStatus.FAILED)

    def with_live_moved(self):
        """Open changes of stories whose readers have another text now than when the change was scheduled."""
        now = Publication.objects.filter(article=OuterRef("article"))
        same = now.filter(revision=OuterRef("live_revision"))
        return self.open().filter(Exists(now)).exclude(Exists(same))

    def behind_the_desk(self):
        """Open changes whose revision is no longer what is written on the desk."""
        return self.open().exclude(revision=F("article__head_revision"))


class TimedChange(models.Model):
    """A publish, hold or retract that waits, pinned to the revision that was read when it was scheduled.

    `local_time` is what was typed and `fold` which of a doubled hour was meant: with `zone` they say `run_at` anew
    when a government moves its clocks. `live_revision` is what readers had when this was scheduled.
    """

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="timed_changes")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    action = models.CharField(
        max_length=10, choices=[(a.value, a.label) for a in (Action.PUBLISH, Action.HOLD, Action.RETRACT)]
    )
    kind = models.CharField(max_length=14, choices=PublishKind, blank=True)
    text = models.TextField(blank=True)
    run_at = models.DateTimeField(_("runs at"))
    zone = models.CharField(max_length=60)
    local_time = models.CharField(max_length=40)  # as typed
    fold = models.PositiveSmallIntegerField(null=True)
    live_revision = models.ForeignKey(Revision, null=True, on_delete=models.PROTECT, related_name="+")
    scheduled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=10, choices=TimedChangeStatus, default=TimedChangeStatus.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    objects = TimedChangeQuerySet.as_manager()

    class Meta:
        ordering = ["run_at", "id"]
        verbose_name = _("timed change")
        verbose_name_plural = _("timed changes")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=TimedChangeStatus.values), name="timed_change_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(action__in=["publish", "hold", "retract"]),
                name="timed_change_action_is_known",
            ),
            models.CheckConstraint(condition=Q(fold=None) | Q(fold__in=[0, 1]), name="timed_change_fold_is_known"),
        ]
        indexes = [
            models.Index(fields=["run_at"], condition=Q(status="waiting"), name="timed_change_waiting"),
            models.Index(fields=["run_at"], name="timed_change_by_minute"),
        ]

    def __str__(self):
        words = {"move": self.get_action_display(), "time": self.local_time, "zone": self.zone}
        return _("%(move)s · %(time)s %(zone)s") % words
