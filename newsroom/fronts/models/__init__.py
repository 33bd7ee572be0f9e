"""What editors arrange: fronts with their numbered arrangements, changes that wait, the breaking banner."""

from .banner import Banner
from .front import Arrangement, Front, Place
from .timed_arrangement import TimedArrangement
from .watch import Watch

__all__ = ["Arrangement", "Banner", "Front", "Place", "TimedArrangement", "Watch"]
