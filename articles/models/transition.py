"""The audit trail of moves: append-only, chained by hashes, without gaps."""

import hashlib
import json

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..workflow import Action, DeskState, Readers
from .article import Article

CHAINED = (
    "article_id", "number", "action", "desk_from", "desk_to", "readers_from", "readers_to", "actor_id", "source",
    "trusted_by_id", "revision_digest", "reason", "details", "previous_hash",
)  # fmt: skip


class Transition(models.Model):
    """One move of one story. A trigger refuses UPDATE and DELETE."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="transitions")
    number = models.PositiveIntegerField()
    action = models.CharField(max_length=20, choices=Action)
    desk_from = models.CharField(max_length=10, blank=True)
    desk_to = models.CharField(max_length=10, choices=DeskState)
    readers_from = models.CharField(max_length=10)
    readers_to = models.CharField(max_length=10, choices=Readers)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=200, blank=True)
    trusted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    revision_digest = models.CharField(max_length=64, blank=True)
    reason = models.TextField(blank=True)
    details = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["-number"]
        verbose_name = _("move")
        verbose_name_plural = _("moves")
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="transition_numbered_once"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="transition_numbers_start_at_one"),
            models.CheckConstraint(condition=models.Q(action__in=Action.values), name="transition_action_is_known"),
            models.CheckConstraint(
                condition=models.Q(desk_to__in=DeskState.values, readers_to__in=Readers.values),
                name="transition_states_are_known",
            ),
            models.CheckConstraint(
                condition=models.Q(actor__isnull=False) | ~models.Q(source=""), name="transition_has_an_actor"
            ),
        ]
        indexes = [models.Index(fields=["action", "at"], name="transition_by_action")]

    def __str__(self):
        return f"{self.number}. {self.get_action_display()}"

    def computed_hash(self) -> str:
        """SHA-256 over the row's meaning and the hash of the article's previous row."""
        meaning = {name: getattr(self, name) for name in CHAINED}
        meaning["at"] = self.at.isoformat()
        return hashlib.sha256(json.dumps(meaning, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
