"""What readers send about a story, and what became of it: one idea a file."""

from .ban import Ban, BanKind
from .decision import Decision, DecisionAction
from .digest import Digest
from .letter import Letter, LetterStatus
from .place_secret import PlaceSecret
from .reply import Reply, ReplyStatus
from .story_letters import StoryLetters

__all__ = [
    "Ban",
    "BanKind",
    "Decision",
    "DecisionAction",
    "Digest",
    "Letter",
    "LetterStatus",
    "PlaceSecret",
    "Reply",
    "ReplyStatus",
    "StoryLetters",
]
