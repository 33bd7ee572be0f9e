"""The picture library: adding, describing, cutting, replacing and withdrawing pictures, and which files readers have.

Originals and all renditions lie in private storage (Django's "default"). Public storage ("public") holds the
renditions that live publications use, and nothing else.
"""

from ..decoding import PictureRefused
from .adding import add
from .changing import cut, describe, may_change
from .replacing import bring_back, erase, replace, withdraw

__all__ = ["PictureRefused", "add", "bring_back", "cut", "describe", "erase", "may_change", "replace", "withdraw"]
