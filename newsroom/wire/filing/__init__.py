"""Records of a wire become stories of the desk."""

from .batches import After, file_batch
from .one_by_one import file_one
from .outcomes import Outcome, Result
from .portions import BATCH, portions
from .running import Filing
from .together import Arrival
from .values import Brought

__all__ = ["BATCH", "After", "Arrival", "Brought", "Filing", "Outcome", "Result", "file_batch", "file_one", "portions"]
