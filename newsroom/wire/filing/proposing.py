"""Newer versions of stories that the desk has in hand: kept beside them until somebody decides."""

from __future__ import annotations

from ..models import ProposedUpdate, WireItem
from .values import Values


def propose(item: WireItem, values: Values, *, digest: str, version: int | None) -> bool:
    """Keeps a version beside the desk's text, in place of one that waits there still. False, and nothing done, if this
    very version waits already or was decided on."""
    if item.proposals.filter(digest=digest).exists():
        return False
    kept = {"digest": digest, "version": version, "values": values.as_json(), "notes": " ".join(values.notes)}
    ProposedUpdate.objects.update_or_create(item=item, decided_at=None, defaults=kept)
    return True
