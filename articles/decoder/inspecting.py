"""What there is to know about an uploaded picture: its size, what it says of itself, what it looks like."""

from __future__ import annotations

from typing import Any

from articles.decoder import credits, detail, likeness, opening, pixels

LOOKED_AT = 256  # pixels on the longer side: enough to tell likeness and detail


def inspect(path: str) -> dict[str, Any]:
    """Decode a file to its end and describe it. Raises `opening.Refused`.

    `width` and `height` are those of the upright picture, `focal` the point with most detail as fractions from the
    top left, `likeness` 16 hexadecimal digits (see `likeness.fingerprint`), `said` what `credits.read` found.
    """
    with opening.opened(path) as image:
        said = credits.read(image)
        width, height = opening.upright_size(image)
        media_type = opening.media_type(image)
        scale = min(1, LOOKED_AT / max(width, height))
        pixels.decode(image, scale=scale)
        small = pixels.seen(image, size=(max(1, round(width * scale)), max(1, round(height * scale))))
    return {
        "width": width,
        "height": height,
        "media_type": media_type,
        "focal": detail.focal_point(small),
        "likeness": likeness.fingerprint(small),
        "said": said,
    }
