"""Has the worker look at the very moment at which something of a front changes by itself."""

from collections.abc import Iterable
from datetime import datetime

from articles.moves import wake_at


def wake_for(moments: Iterable[datetime]) -> None:
    """Defers one look for each moment, in the caller's transaction."""
    for moment in sorted(set(moments)):
        wake_at(moment)
