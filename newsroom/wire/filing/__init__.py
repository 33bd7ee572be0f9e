"""Records of a wire become stories of the desk."""

from .outcomes import Outcome, Result
from .running import Filing

__all__ = ["Filing", "Outcome", "Result"]
