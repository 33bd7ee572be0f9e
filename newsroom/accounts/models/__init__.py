"""The people who sign in, what became of their rights, and what guards the door: one idea a file."""

from .cache_entry import CacheEntry
from .person_change import Act, PersonChange
from .recovery_code import RecoveryCode
from .user import User

__all__ = ["Act", "CacheEntry", "PersonChange", "RecoveryCode", "User"]
