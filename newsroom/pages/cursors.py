"""Places in a list as readers' addresses carry them: `?before=<cursor>`. Pure."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PLACE = re.compile(r"(-?[0-9]{1,18})\.([0-9]{1,18})")


class BadCursor(ValueError):
    """The text is not a cursor that this site has given out."""


class Place(NamedTuple):
    """Where a list goes on: the instant and the key of the last row that was shown."""

    at: datetime
    key: int


def written(place: Place) -> str:
    """Return the place as text for an address; `read` gives the same place back."""
    microseconds = (place.at - _EPOCH) // timedelta(microseconds=1)
    return urlsafe_b64encode(f"{microseconds}.{place.key}".encode()).decode().rstrip("=")


def read(cursor: str) -> Place:
    """Return the place that a cursor names. Raises BadCursor, also for another spelling of the same place."""
    try:
        text = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
        microseconds, key = map(int, _PLACE.fullmatch(text).groups())
        place = Place(_EPOCH + timedelta(microseconds=microseconds), key)
    except (ValueError, AttributeError, OverflowError) as error:
        raise BadCursor(cursor[:60]) from error
    if written(place) != cursor:
        raise BadCursor(cursor[:60])
    return place
