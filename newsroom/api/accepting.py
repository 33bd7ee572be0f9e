"""Which form of an answer a program takes (RFC 9110, 12.5.1). Pure."""

from __future__ import annotations

from collections.abc import Sequence

from django.http.request import MediaType


def preferred(accepted: str, offered: Sequence[str]) -> str | None:
    """Return the media type that is liked best, the first where it is all the same; None where none is taken.

    Of the ranges that a type is in the most specific one counts, so that `json;q=0, */*` is anything but JSON. What a
    range says beside its type (charset, version) asks for nothing that there is not.
    """
    ranges = [MediaType(text) for text in accepted.split(",") if text.strip()]
    if not ranges:
        return offered[0]
    weights = {media_type: _weight(media_type, ranges) for media_type in offered}
    best = max(offered, key=lambda media_type: weights[media_type])
    return best if weights[best] > (0, 0, 0) else None


def _weight(media_type: str, ranges: Sequence[MediaType]) -> tuple[float, int, int]:
    """How much a type is liked, how plainly it was named, and how early."""
    found = [(one.specificity, -number, one.quality) for number, one in enumerate(ranges) if _is_in(media_type, one)]
    if not found:
        return (0, 0, 0)
    specificity, place, quality = max(found)
    return (quality, specificity, place) if quality else (0, 0, 0)


def _is_in(media_type: str, one: MediaType) -> bool:
    main, _slash, sub = media_type.partition("/")
    return one.main_type in ("*", main) and one.sub_type in ("*", sub)
