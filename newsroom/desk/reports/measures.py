"""What PostgreSQL can measure and Django's own aggregates cannot."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db.models import Aggregate, DateTimeField, DurationField, F, Func, IntegerField, Value

from articles.days import start_of

from .buckets import Bucket


class Percentile(Aggregate):
    """The duration that a fraction of all is at most, between the two nearest where none is exact."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(%(fraction)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()

    def __init__(self, expression, *, fraction: float, **extra):
        super().__init__(expression, fraction=float(fraction), **extra)


class BucketOf(Func):
    """The place of a moment among the buckets of a period, from 1."""

    function = "width_bucket"
    output_field = IntegerField()

    def __init__(self, moment: str, buckets: Sequence[Bucket]):
        starts = [start_of(bucket.first, zone=settings.NEWSROOM_ZONE) for bucket in buckets]
        super().__init__(F(moment), Value(starts, output_field=ArrayField(DateTimeField())))
