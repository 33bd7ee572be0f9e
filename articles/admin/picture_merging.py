"""Two people at one picture's form: where only the other has changed a field, the form takes what is there now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import QueryDict

from ..models import Image, PictureChange
from ..pictures import words

CAPTIONS = {"captions": "caption", "alternatives": "alternative"}
Action = PictureChange.Action


def merged(posted: QueryDict, image: Image, changes: Iterable[PictureChange]) -> QueryDict:
    """What was posted, with what is saved now in each field that the person left as it was when they opened the form.
    `changes` are those since then, the newest first."""
    now = _fields(words.of(image), {"focal": list(image.focal), "crops": image.crops})
    opened = _fields(*_as_opened(image, changes))
    found = posted.copy()
    for name in now.keys() | opened.keys():
        before, after = opened.get(name, ""), now.get(name, "")
        if before != after and _is_as(posted.get(name, ""), before):
            found[name] = after
            if name == "is_sensitive" and not after:
                del found[name]  # as a browser sends a box that is not ticked
    return found


def _as_opened(image: Image, changes: Iterable[PictureChange]) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    said, cut = words.of(image), {"focal": list(image.focal), "crops": image.crops}
    for change in changes:
        if change.action == Action.DESCRIBED:
            said = change.before
        elif change.action in (Action.CUT, Action.REPLACED):
            cut = {**cut, **change.before}
    return said, cut


def _fields(said: Mapping[str, Any], cut: Mapping[str, Any]) -> dict[str, str]:
    """As the form sends it."""
    fields = {name: str(said[name]) for name in words.SAID if name in said and isinstance(said[name], str)}
    for name, field in CAPTIONS.items():
        fields |= {f"{field}_{code}": text for code, text in said.get(name, {}).items()}
    fields["people"] = ", ".join(said.get("people", ()))
    fields["is_sensitive"] = "on" if said.get("is_sensitive") else ""
    fields["focal_x"], fields["focal_y"] = (str(part) for part in cut["focal"])
    return fields | {f"crop_{use}": " ".join(f"{side:g}" for side in box) for use, box in cut["crops"].items()}


def _is_as(typed: str, value: str) -> bool:
    """Line ends and spaces aside, and however a number is written."""
    if typed.split() == value.split():
        return True
    try:
        return float(typed) == float(value)
    except ValueError:
        return False
