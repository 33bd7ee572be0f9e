"""The wire's tables: sources, what they sent, and how asking them goes."""

from .item import ProposedUpdate, WireItem, WireItemStatus
from .polling import Polling, SourceFile
from .source import Source, SourceKind

__all__ = ["Polling", "ProposedUpdate", "Source", "SourceFile", "SourceKind", "WireItem", "WireItemStatus"]
