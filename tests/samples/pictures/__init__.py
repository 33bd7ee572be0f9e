"""Good, odd and hostile picture files, put together byte for byte where no library writes them.

`SAMPLES` has each with what is expected of it.
"""

from . import avifs, gifs, jpegs, others, pngs, webps
from .registry import SAMPLES, Expect, Sample

__all__ = ["SAMPLES", "Expect", "Sample", "avifs", "gifs", "jpegs", "others", "pngs", "webps"]
