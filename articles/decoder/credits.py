"""What a picture file says of itself: EXIF, IPTC and XMP, as plain texts. Pure.

Where they differ XMP comes before IPTC and IPTC before EXIF. The fields are those of the IPTC Photo Metadata Standard
2023.2; what nobody can read is passed over, for a good picture is not refused for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PIL.ImageFile import ImageFile

from articles.decoder import exif, iptc, xmp

MOST_CHARACTERS = 2000

Said = dict[str, Any]


def read(image: ImageFile) -> Said:
    """The fields that the file has, of: `captions` and `alternatives` (texts by language, "" where none is named),
    `creator`, `credit`, `source`, `copyright`, `usage_terms`, `licence_url`, `place` (texts), `people` (a list) and
    `taken_at` (ISO 8601, with a zone only where the camera said one)."""
    said: Said = {}
    for found in (_read(xmp.read, image), _read(iptc.read, image), _read(exif.read, image)):
        said = {**found, **said}
    return {name: shortened for name, value in said.items() if (shortened := _short(value))}


def _read(reader: Callable[[ImageFile], Said], image: ImageFile) -> Said:
    try:
        return reader(image)
    except MemoryError:
        raise
    except Exception:  # broken metadata leads readers to raise whatever there is
        return {}


def _short(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: text for key, one in value.items() if (text := _short(one))}
    if isinstance(value, list):
        return [text for one in value[:100] if (text := _short(one))]
    return value.replace("\0", "").strip()[:MOST_CHARACTERS]
