"""Content codings: which one a reader takes (RFC 9110, 12.5.3), and compressing."""

from __future__ import annotations

import gzip
import re
from functools import lru_cache

import brotli

OFFERED = ("br", "gzip")  # ours in the order of our liking; "" is the text as it is
_WEIGHT = re.compile(r"\s*q=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)\s*", re.IGNORECASE)
_SHORT = 200  # bytes: below, a coding costs more than it saves
_TEXTS = {"application/json", "application/xml", "application/javascript"}


@lru_cache(maxsize=256)  # browsers send a handful of them
def preferred(accepted: str) -> str:
    """The coding that a reader likes best of "br", "gzip" and "" (none). Whoever takes none of them gets the last:
    the standard lets a server disregard the header, and a page is more use than a 406."""
    weights = _weights(accepted)
    others = weights.get("*", 0.0)
    liked = {coding: weights.get(coding, others) for coding in OFFERED}
    best = max(OFFERED, key=lambda coding: liked[coding])
    plainly = weights.get("identity", 0.0)  # without a word of it, it is what remains
    return best if liked[best] > 0 and liked[best] >= plainly else ""


def _weights(accepted: str) -> dict[str, float]:
    weights = {}
    for part in accepted.split(","):
        coding, _sign, parameter = part.partition(";")
        weight = _WEIGHT.fullmatch(parameter)
        if coding.strip() and (weight or not parameter.strip()):
            name = coding.strip().lower().removeprefix("x-")
            weights[name] = float(weight[1]) if weight else 1.0
    return weights


def can_be_compressed(content_type: str, body: bytes) -> bool:
    kind = content_type.partition(";")[0].strip().lower()
    is_text = kind.startswith("text/") or kind in _TEXTS or kind.endswith(("+json", "+xml"))
    return is_text and len(body) >= _SHORT


def coded(body: bytes, coding: str) -> tuple[bytes, str]:
    """Return a body in a coding, and that coding; as it is, and "", where it would not be half as long."""
    found = compressed(body, coding) if coding else body
    return (found, coding) if len(found) <= len(body) // 2 else (body, "")


def compressed(body: bytes, coding: str) -> bytes:
    if coding == "br":
        return brotli.compress(body, mode=brotli.MODE_TEXT, quality=5)
    return gzip.compress(body, compresslevel=6, mtime=0)
