"""Pictures that stories of an import name: found, looked at, and taken into the library once."""

from .folder import Folder
from .taking import Pictures

__all__ = ["Folder", "Pictures"]
