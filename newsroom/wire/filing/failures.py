"""Records that could not be read, kept for somebody to see to."""

from __future__ import annotations

from hashlib import sha256

from django.db import transaction

from ..models import Source, SourceKind, WireItem, WireItemStatus
from ..stories import WireFailure
from .outcomes import Outcome, Result

BULKY = 1_000_000  # characters that are kept for an editor to see


@transaction.atomic
def keep(failure: WireFailure, *, source: Source, format: str, path: str) -> Result:
    """Keeps a record once. One that somebody has seen to is not brought up again by the same text."""
    digest = sha256(failure.source_text.encode(errors="replace")).hexdigest()
    place = _place(failure, digest, source, path)
    named = {"source": source, "format": format, "external_id": f"failed:{place}"}
    if WireItem.objects.filter(**named, status=WireItemStatus.SETTLED, digest=digest).exists():
        return Result(Outcome.FAILED, failure.reason)
    said = {
        "status": WireItemStatus.FAILED,
        "article": None,
        "digest": digest,
        "path": path[-1000:],
        "number": failure.number,
        "line": failure.line,
        "reason": failure.reason,
        "source_text": failure.source_text.replace("\x00", "")[:BULKY],
    }
    WireItem.objects.update_or_create(**named, defaults=said)
    return Result(Outcome.FAILED, failure.reason)


def _place(failure: WireFailure, digest: str, source: Source, path: str) -> str:
    """A file keeps its records in their places; a feed does not, so that one of its own is known by its text."""
    return digest if source.kind == SourceKind.FEED else f"{path[-150:]}:{failure.number}"
