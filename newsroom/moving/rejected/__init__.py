"""The records that an import could not take, in their own format: repaired, they are imported again."""

from .collecting import FromFile, Rejected
from .writing import write

__all__ = ["FromFile", "Rejected", "write"]
