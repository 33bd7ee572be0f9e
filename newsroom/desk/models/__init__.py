"""What the desk keeps beside the stories: one idea a file."""

from .choices import Choices
from .inbox import InboxItem, Kind, Mail
from .kept_text import KeptKind, KeptText
from .note import Note
from .presence import Presence, TakeOver
from .saved_search import SavedSearch

__all__ = [
    "Choices",
    "InboxItem",
    "KeptKind",
    "KeptText",
    "Kind",
    "Mail",
    "Note",
    "Presence",
    "SavedSearch",
    "TakeOver",
]
