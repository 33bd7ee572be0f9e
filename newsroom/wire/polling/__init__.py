"""Sources that the newsroom asks by itself: when, what came, and what became of it."""

from .answers import Answer, Line
from .running import ask, try_out

__all__ = ["Answer", "Line", "ask", "try_out"]
