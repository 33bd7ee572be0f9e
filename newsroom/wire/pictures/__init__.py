"""Pictures that stories name, taken into the library once; whoever files the stories says where they are looked for."""

from .beside import opened_beside
from .fetched import fetched
from .taking import NotTaken, key_of, take

__all__ = ["NotTaken", "fetched", "key_of", "opened_beside", "take"]
