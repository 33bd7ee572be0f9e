"""Newer versions of stories that the desk has in hand: kept beside them until somebody decides."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app as jobs

from ..models import ProposedUpdate, WireItem
from .values import Values

AFTER_PROPOSAL = "newsroom.desk.jobs.after_proposal"


def propose(item: WireItem, values: Values, *, digest: str, version: int | None) -> bool:
    """Keeps a version beside the desk's text, in place of one that waits there still, which stays on record; people
    are told. False, and nothing done, if this very version waits already or somebody has decided on it."""
    if item.proposals.filter(digest=digest).not_replaced().exists():
        return False
    replace(item)
    kept = {"digest": digest, "version": version, "values": values.as_json(), "notes": " ".join(values.notes)}
    proposal = ProposedUpdate.objects.create(item=item, **kept)
    jobs.configure_task(AFTER_PROPOSAL).defer(proposal_id=proposal.pk)
    return True


def replace(item: WireItem) -> None:
    """Something newer takes the place of a version that waits: nobody has to decide on that any more."""
    item.proposals.waiting().update(decided_at=timezone.now())


def is_decided_on(item: WireItem) -> bool:
    """Whether anybody at the desk has taken over or dismissed a version of this story."""
    return item.proposals.exclude(decided_by=None).exists()
