"""Values of an export as rows have them, each looked at as if a stranger had written it."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Set
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.dateparse import parse_duration

from newsroom.wire.models import WireItem

LARGEST = 2**63 - 1
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_PATH = re.compile(r"/(?![/\\])[^\s\\]*")  # of this site: what it leads to is never another one
_LANGUAGE = re.compile("[a-z]{2,3}(?:-[a-z0-9]{2,8})?")
# Where a text ends up in an address or in markup, it has a form of its own.
FORMS = {"path": _PATH, "old_path": _PATH, "language": _LANGUAGE}


def value_of(field: models.Field, value: Any) -> Any:
    """Raises `ValueError` with what is wrong, to be said after the name of the field."""
    if value is None:
        if not field.null:
            raise ValueError("is missing")
        return None
    found = _read(field, value)
    _check(field, found)
    return found


def _read(field: models.Field, value: Any) -> Any:
    if isinstance(field, ArrayField):
        return [value_of(field.base_field, one) for one in _of(list, value)]
    for classes, read in _READERS:
        if isinstance(field, classes):
            return read(value)
    raise TypeError(f"no export holds a {type(field).__name__}")


def _check(field: models.Field, value: Any) -> None:
    if isinstance(field, models.CharField | models.TextField) and len(value) > (field.max_length or len(value)):
        raise ValueError(f"is longer than {field.max_length} characters")
    if field.choices and value != "" and value not in dict(field.flatchoices):
        raise ValueError(f"is “{str(value)[:40]}”, which it cannot be")
    try:
        field.run_validators(value)
    except ValidationError as problem:
        raise ValueError(f"cannot be what it is: {' '.join(problem.messages)}") from None
    if field.name == "zone" and value and not _is_zone(value):
        raise ValueError("is no time zone")
    form = None if field.model is WireItem else FORMS.get(field.name)  # a source says what it likes
    if form and not form.fullmatch(value) and not (field.blank and value == ""):
        raise ValueError(f"cannot be “{value[:40]}”")


def _is_zone(name: str) -> bool:
    try:
        return bool(ZoneInfo(name))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False


def _of(kind: type, value: Any) -> Any:
    if type(value) is not kind:
        names = {str: "a text", int: "a whole number", bool: "true or false", list: "a list"}
        raise ValueError(f"is not {names[kind]}")
    return value


def text(value: Any) -> str:
    if _UNSTORABLE.search(_of(str, value)):
        raise ValueError("has characters that no text has")
    return value


def number(value: Any) -> int:
    if not -LARGEST - 1 <= _of(int, value) <= LARGEST:
        raise ValueError("is too large")
    return value


def _fraction(value: Any) -> float:
    if type(value) not in (int, float) or not math.isfinite(value):
        raise ValueError("is no number")
    return float(value)


def _moment(value: Any) -> datetime:
    try:
        moment = datetime.fromisoformat(text(value))
    except ValueError:
        raise ValueError("is no moment") from None
    if not moment.tzinfo:
        raise ValueError("is a moment without a zone")
    if not 1000 < moment.year < 9000:
        raise ValueError("is a moment that no newsroom has")
    return moment


def _day(value: Any) -> date:
    try:
        return date.fromisoformat(text(value))
    except ValueError:
        raise ValueError("is no day") from None


def _span(value: Any) -> Any:
    try:
        found = parse_duration(text(value))
    except (ValueError, OverflowError):
        found = None
    if found is None:
        raise ValueError("is no span of time")
    return found


def any_json(value: Any) -> Any:
    """As it is, if every text in it can be stored."""
    level = [value]
    while level:
        inner = []
        for one in level:
            if isinstance(one, str):
                text(one)
            elif isinstance(one, dict):
                inner += [*one, *one.values()]
            elif isinstance(one, list):
                inner += one
            elif type(one) is int:
                number(one)
        level = inner
    return value


_READERS: tuple[tuple[Any, Callable[[Any], Any]], ...] = (
    (models.JSONField, any_json),
    (models.ForeignKey, number),
    (models.BooleanField, lambda value: _of(bool, value)),
    (models.IntegerField, number),
    (models.FloatField, _fraction),
    (models.DateTimeField, _moment),
    (models.DateField, _day),
    (models.DurationField, _span),
    ((models.CharField, models.TextField), text),
)


def keys_of(value: Any) -> list[int]:
    """The numbers of a list, each once."""
    keys = [number(one) for one in _of(list, value)]
    if len(set(keys)) < len(keys):
        raise ValueError("names one twice")
    return keys


def exact(record: Mapping[str, Any], needed: set[str], *, known: Set[str] = frozenset()) -> None:
    """Raises `ValueError` for a record that lacks something, or has what none has."""
    if lacking := sorted(needed - record.keys()):
        raise ValueError(f"has no “{lacking[0]}”")
    if unknown := sorted(record.keys() - needed - known):
        raise ValueError(f"has “{unknown[0][:40]}”, which is unknown here")
