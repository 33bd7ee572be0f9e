"""Who opened a reader's letter at the desk, with the address and all that was said about it."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from .models import Decision, DecisionAction, Letter

ONE_LOOK = timedelta(hours=1)  # whoever comes back to the page within it has not looked again


def note_look(letter: Letter, *, by) -> None:
    """Keeps on record that somebody opened a letter."""
    of_letter = Decision.objects.filter(letter_number=letter.pk, action=DecisionAction.LOOK, by=by)
    if not of_letter.filter(at__gt=timezone.now() - ONE_LOOK).exists():
        Decision.objects.create(
            action=DecisionAction.LOOK, letter_number=letter.pk, publication_id=letter.publication_id, by=by
        )
