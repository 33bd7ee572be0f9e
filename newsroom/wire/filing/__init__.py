"""Records of a wire become stories of the desk."""

from .outcomes import Outcome, Result
from .running import Filing
from .values import Brought

__all__ = ["Brought", "Filing", "Outcome", "Result"]
