"""Everything that happens at its minute: to stories, and to the fronts that they stand on."""

from __future__ import annotations

from articles import timed
from articles.models import TimedChange
from newsroom.fronts import due as fronts
from newsroom.fronts.models import TimedArrangement


def run_all() -> list[TimedChange | TimedArrangement]:
    """Runs what is due: stories first, so that a front which comes into force with them finds them live. A fault in one
    keeps the other from nothing, and is raised at the end. Returns what ran here."""
    ran: list[TimedChange | TimedArrangement] = []
    try:
        ran += timed.run_due()
    finally:
        ran += fronts.run_due()
    return ran
