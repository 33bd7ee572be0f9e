"""What the EXIF block of a picture says of who took it and when (CIPA DC-008-2019). Pure."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from PIL import ExifTags
from PIL.ImageFile import ImageFile

_OFFSET = re.compile(r"[+-]\d\d:\d\d")


def read(image: ImageFile) -> dict[str, Any]:
    """The fields that the block has; see `credits.read`. Raises what a broken block leads to."""
    tags = image.getexif()
    taken = tags.get_ifd(ExifTags.IFD.Exif)
    found = {
        "captions": {"": _text(tags.get(ExifTags.Base.ImageDescription))},
        "creator": _text(tags.get(ExifTags.Base.Artist)),
        "copyright": _text(tags.get(ExifTags.Base.Copyright)),
        "taken_at": _moment(
            _text(taken.get(ExifTags.Base.DateTimeOriginal)), _text(taken.get(ExifTags.Base.OffsetTimeOriginal))
        ),
    }
    return {name: value for name, value in found.items() if value and value != {"": ""}}


def _text(value: Any) -> str:
    """ASCII by the standard, UTF-8 by use; Pillow reads each byte as a character."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace").strip("\0 ")
    if not isinstance(value, str):
        return ""
    try:
        return value.encode("latin-1").decode("utf-8").strip("\0 ")
    except UnicodeError:
        return value.strip("\0 ")


def _moment(taken: str, offset: str) -> str:
    try:
        moment = datetime.strptime(taken, "%Y:%m:%d %H:%M:%S").isoformat()
    except ValueError:
        return ""
    return moment + (offset if _OFFSET.fullmatch(offset) else "")
