"""What editors arrange, as pages show it: remembered until the next edition."""

from collections.abc import Sequence

from django.utils import timezone

from newsroom.fronts import reading
from newsroom.fronts.filling import Filled
from newsroom.fronts.reading import BannerLine
from newsroom.pagecache.remembering import by_edition
from newsroom.pages.teasers import LEAD, SECOND, filled_teaser

arranged_front = by_edition(reading.arranged)
_banner_line = by_edition(reading.banner_line)


def banner(language: str) -> BannerLine | None:
    """The breaking banner; never one whose time is over, whatever this process remembers."""
    line = _banner_line(language)
    return line if line and timezone.now() < line.ends_at else None


def on_top(lead: Filled | None, seconds: Sequence[Filled], *, sizes: str = LEAD) -> dict:
    """The slots of a front as its template shows them; `sizes` are those of the lead's picture."""
    return {
        "lead": filled_teaser(lead, sizes=sizes, is_first=True) if lead else None,
        "seconds": [filled_teaser(filled, sizes=SECOND) for filled in seconds],
    }
