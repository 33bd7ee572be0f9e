"""What is kept of readers no longer than it is needed for: after LETTERS_KEEP_DAYS it is deleted."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from .models import Ban, Decision, DecisionAction, Letter, LetterStatus
from .places import forget_old_secrets
from .readers_own import delete_letters

BY = "housekeeping"


@transaction.atomic
def delete_old() -> int:
    """Deletes letters that were rejected so long ago, with the answers to them, and blocks that are over; forgets
    where every older letter came from. Approved ones stay as long as their story. Returns how many were deleted."""
    limit = timezone.now() - timedelta(days=settings.LETTERS_KEEP_DAYS)
    refused = Q(status__in=[LetterStatus.REJECTED, LetterStatus.BLOCKED], decided_at__lt=limit)
    deleted = delete_letters(refused)
    Ban.objects.filter(Q(until__lt=limit) | Q(ended_at__lt=limit)).delete()
    Letter.objects.filter(sent_at__lt=limit).exclude(place_key="").update(place_key="")
    forget_old_secrets()
    if deleted:
        Decision.objects.create(action=DecisionAction.EXPIRE, source=BY, details={"letters": deleted})
    return deleted
