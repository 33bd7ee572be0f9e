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
    """Keeps a record once: the same one again changes nothing, and brings up none that somebody has seen to. That a
    file could not be read at all is noted each time."""
    digest = sha256(failure.source_text.encode(errors="replace")).hexdigest()
    place = _place(failure, digest, source, path)
    named = {"source": source, "format": format, "external_id": f"failed:{place}"}
    same = WireItem.objects.filter(**named, digest=digest)
    if same.filter(status=WireItemStatus.SETTLED).exists():
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
    if not (failure.source_text and same.filter(**said).exists()):
        WireItem.objects.update_or_create(**named, defaults=said)
    return Result(Outcome.FAILED, failure.reason)


def _place(failure: WireFailure, digest: str, source: Source, path: str) -> str:
    """A file keeps its records in their places; a feed does not, so that one of its own is known by its text."""
    return digest if source.kind == SourceKind.FEED else f"{path[-150:]}:{failure.number}"
