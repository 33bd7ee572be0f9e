"""What is read most: counted anew every ten minutes, and shown until the next count says otherwise."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet, Sum
from django.db.models.functions import JSONObject

from articles.clock import database_now
from articles.models import Edition

from .models import HourlyReads, MostRead, Period

PERIODS = {Period.DAY: timedelta(days=1), Period.WEEK: timedelta(days=7)}
LENGTH = 10
KEPT = timedelta(days=14)
Places = dict[tuple[str, str], list[int]]


def refresh() -> bool:
    """Counts the lists anew and says whether one of them changed: only then is there a new edition. Deletes what is
    too old to count."""
    now = database_now()
    HourlyReads.objects.filter(hour__lt=now - KEPT).delete()
    with transaction.atomic():
        shown = _shown()
        counted = {
            (language, period): found
            for language in settings.NEWSROOM_LANGUAGES
            for period in PERIODS
            if (found := most_read(language, period=period, now=now))
        }
        if counted == shown:
            return False
        MostRead.objects.all().delete()
        MostRead.objects.bulk_create(_rows(counted))
        Edition.bump()
    return True


def most_read(language: str, *, period: Period, now: datetime) -> list[int]:
    """The keys of the live stories that were read most in a period, the most read first."""
    since = now.replace(minute=0, second=0, microsecond=0) - PERIODS[period]
    rows = HourlyReads.objects.filter(hour__gte=since, publication__status="live", publication__language=language)
    totals = rows.values("publication").annotate(total=Sum("reads"))
    return list(totals.order_by("-total", "-publication").values_list("publication", flat=True)[:LENGTH])


def shown_rows(language: Any) -> QuerySet:
    """Where the stories of the lists that readers are shown are, as JSON: only those that are still live."""
    places = MostRead.objects.filter(language=language, publication__status="live").order_by("period", "position")
    return places.values(row=JSONObject(period="period", path="publication__path", headline="publication__headline"))


def _shown() -> Places:
    """The lists as they are, locked: two counts at a time would each write their own."""
    places: Places = {}
    for row in MostRead.objects.select_for_update():
        places.setdefault((row.language, row.period), []).append(row.publication_id)
    return places


def _rows(counted: Places) -> list[MostRead]:
    return [
        MostRead(language=language, period=period, position=position, publication_id=key)
        for (language, period), keys in counted.items()
        for position, key in enumerate(keys, 1)
    ]
