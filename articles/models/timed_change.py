"""What will happen to a story at its minute."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..workflow import Action, PublishKind
from .article import Article
from .revision import Revision


class TimedChangeStatus(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    SUSPENDED = "suspended", _("Suspended")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")


class TimedChangeQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(status=TimedChangeStatus.WAITING)

    def suspended(self):
        return self.filter(status=TimedChangeStatus.SUSPENDED)

    def publishing(self):
        return self.filter(action=Action.PUBLISH)


class TimedChange(models.Model):
    """A publish, hold or retract that waits, pinned to the revision that was read when it was scheduled."""

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
                condition=models.Q(status__in=TimedChangeStatus.values), name="timed_change_status_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(action__in=["publish", "hold", "retract"]),
                name="timed_change_action_is_known",
            ),
        ]
        indexes = [models.Index(fields=["run_at"], condition=models.Q(status="waiting"), name="timed_change_waiting")]

    def __str__(self):
        words = {"move": self.get_action_display(), "time": self.local_time, "zone": self.zone}
        return _("%(move)s · %(time)s %(zone)s") % words
