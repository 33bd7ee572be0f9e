"""The wire's tables: sources, what they sent, what came along, and how asking them goes."""

from .item import ProposedUpdate, WireItem, WireItemStatus
from .polling import Poll, Polling, SourceFile
from .source import Source, SourceKind
from .taken import TakenPicture

__all__ = [
    "Poll",
    "Polling",
    "ProposedUpdate",
    "Source",
    "SourceFile",
    "SourceKind",
    "TakenPicture",
    "WireItem",
    "WireItemStatus",
]
