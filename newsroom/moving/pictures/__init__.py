"""Where an import by command finds the pictures that its stories name: in folders and in its archives."""

from .folder import Folder
from .looking import Pictures

__all__ = ["Folder", "Pictures"]
