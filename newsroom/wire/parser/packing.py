"""Records of a wire as JSON, and back. Pure."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from ..stories import WireFailure, WirePage, WireRecord, WireSkip, WireStory

KINDS = {kind.__name__: kind for kind in (WireStory, WirePage, WireSkip, WireFailure)}


def packed(record: WireRecord) -> list:
    return [type(record).__name__, _packed(record)]


def unpacked(parts: list) -> WireRecord:
    """Raises `LookupError`, `TypeError` or `ValueError` for what `packed` has never made."""
    name, values = parts
    return _unpacked(KINDS[name], values)


def _packed(value: Any) -> Any:
    if hasattr(value, "__dataclass_fields__"):
        return {field.name: _packed(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_packed(part) for part in value]
    return value


def _unpacked(kind: Any, value: Any) -> Any:
    if isinstance(kind, UnionType):
        [plain] = [part for part in get_args(kind) if part is not NoneType]
        return None if value is None else _unpacked(plain, value)
    if get_origin(kind) is tuple:
        return tuple(_unpacked(get_args(kind)[0], part) for part in value)
    if hasattr(kind, "__dataclass_fields__"):
        return kind(**{name: _unpacked(_kinds(kind)[name], part) for name, part in value.items()})
    if kind is datetime:
        return datetime.fromisoformat(value)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind(value)
    allowed = get_args(kind) if get_origin(kind) is Literal else ()
    if value not in allowed if allowed else type(value) is not kind:
        raise TypeError(f"{value!r:.100} is no {kind}")
    return value


@cache
def _kinds(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
