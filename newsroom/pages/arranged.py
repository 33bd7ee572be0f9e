"""What editors arrange, as pages show it."""

from collections.abc import Sequence

from django.utils import timezone

from newsroom.fronts.filling import Filled
from newsroom.fronts.reading import BannerLine
from newsroom.pages.surroundings import Surroundings
from newsroom.pages.teasers import LEAD, SECOND, filled_teaser, hurried


def banner(around: Surroundings) -> BannerLine | None:
    """The breaking banner; never one whose time is over, whatever this process remembers."""
    line = around.banner
    return line if line and timezone.now() < line.ends_at else None


def on_top(lead: Filled | None, seconds: Sequence[Filled], *, sizes: str = LEAD) -> dict:
    """The slots of a front as its template shows them; `sizes` are those of the lead's picture."""
    if not lead:
        return {"lead": None, "seconds": []}
    first = filled_teaser(lead, sizes=sizes)
    first, *others = hurried([first, *(filled_teaser(filled, sizes=SECOND) for filled in seconds)])
    return {"lead": first, "seconds": others}
