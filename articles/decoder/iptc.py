"""What the IPTC block of a picture says (IPTC-NAA Information Interchange Model 4.2). Pure."""

from __future__ import annotations

import re
from typing import Any

from PIL import IptcImagePlugin
from PIL.ImageFile import ImageFile

_CHARSET, _UTF_8 = (1, 90), b"\x1b%G"
_DATE = re.compile(r"(\d{4})(\d\d)(\d\d)")
_TIME = re.compile(r"(\d\d)(\d\d)(\d\d)(?:([+-]\d\d)(\d\d))?")
_TEXTS = {"creator": (2, 80), "credit": (2, 110), "source": (2, 115), "copyright": (2, 116)}
_PLACES = ((2, 92), (2, 90), (2, 101))  # sublocation, city, country


def read(image: ImageFile) -> dict[str, Any]:
    """The fields that the block has; see `credits.read`. Raises what a broken block leads to."""
    block = IptcImagePlugin.getiptcinfo(image) or {}
    charset = "utf-8" if block.get(_CHARSET) == _UTF_8 else ""

    def text(key: tuple[int, int]) -> str:
        value = block.get(key)
        return ", ".join(_decoded(one, charset) for one in (value if isinstance(value, list) else [value]) if one)

    found: dict[str, Any] = {name: text(key) for name, key in _TEXTS.items()}
    found["captions"] = {"": caption} if (caption := text((2, 120))) else {}
    found["place"] = ", ".join(filter(None, map(text, _PLACES)))
    found["taken_at"] = _moment(text((2, 55)), text((2, 60)))
    return {name: value for name, value in found.items() if value}


def _decoded(value: bytes, charset: str) -> str:
    """Without a named character set UTF-8 where it fits, for cameras write that, else Latin."""
    try:
        return value.decode(charset or "utf-8").strip()
    except UnicodeError:
        return value.decode("latin-1").strip()


def _moment(date: str, time: str) -> str:
    day, clock = _DATE.fullmatch(date), _TIME.fullmatch(time)
    if not day:
        return ""
    moment = "-".join(day.groups())
    if not clock:
        return moment
    hours, minutes, seconds, east, rest = clock.groups()
    return f"{moment}T{hours}:{minutes}:{seconds}" + (f"{east}:{rest}" if east else "")
