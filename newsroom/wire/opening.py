"""Opens what came in: which format a file is in, and the newsroom's own terms for reading it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import BinaryIO, NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _

from articles.moments import zone_label

from .formats import FORMATS
from .reading import Cut, Payload, Terms, Unreadable, as_stream, rejoined
from .recognising import HEAD, recognise
from .stories import WireRecord


class Opened(NamedTuple):
    format: str
    records: Iterator[WireRecord]


def read_records(payload: Payload, *, name: str, terms: Terms, format: str = "") -> Opened:
    """The records of a file, in the format that is named or that its content shows. Raises `Unreadable` for one in
    none."""
    stream = as_stream(payload)
    head = _head_of(stream)
    found = format or recognise(head, name=name)
    if found not in FORMATS:
        raise Unreadable(_("This is a complete export of a newsroom: take it in alone, as a folder or a tar."))
    return Opened(found, FORMATS[found].read(_at_its_start(head, stream), terms))


def _head_of(stream: BinaryIO) -> bytes:
    """The first bytes; of a file that ends earlier, those before, and whoever reads on is told."""
    read, head = getattr(stream, "read1", stream.read), b""
    with suppress(Cut):
        while len(head) < HEAD and (piece := read(HEAD - len(head))):
            head += piece
    return head


def _at_its_start(head: bytes, stream: BinaryIO) -> BinaryIO:
    """The whole file again: itself where it can be rewound, so that whoever reads it twice need not copy it."""
    if not stream.seekable():
        return rejoined(head, stream)
    stream.seek(0)
    return stream


def wire_terms(
    *,
    timezone: str = "",
    zone: str = "",
    language: str = "",
    address: str = "",
    columns: Mapping[str, str] | None = None,
    bases: Mapping[str, str] | None = None,
) -> Terms:
    """How the newsroom reads a file: times that name no zone are in `zone`, in plain wire text else in its own;
    `timezone` wins over every label. `bases` are those of `Terms`, by name, where they are not WordPress's own."""
    return Terms(
        zone or settings.NEWSROOM_ZONE,
        zone_labels=newsroom_zone_labels(),
        assumed=zone or None,
        override=timezone or None,
        language=language or None,
        address=address,
        columns=columns or {},
        **(bases or {}),
    )


def newsroom_zone_labels() -> set[str]:
    """What stories may call the newsroom's zone, in each of its languages."""
    zone, labels = settings.NEWSROOM_ZONE, settings.NEWSROOM_ZONE_LABELS
    return {zone, *labels.values(), *(zone_label(zone, code, labels=labels) for code in settings.NEWSROOM_LANGUAGES)}
