"""What comes in by the hundred is there first, and found by its words when the worker has come to it: making the terms
of an archive takes as long as storing it."""

from __future__ import annotations

from collections.abc import Sequence

from procrastinate.contrib.django import app as jobs
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Status

MANY = 50
BEHIND_ALL = -100  # the priority: mail and whatever somebody waits for go first
ONE_BY_ONE = "indexing"


def puts_off(task: str, keys: Sequence[int]) -> bool:
    """Whether they are so many that the worker will do it, for which it has a job in the transaction that stores them:
    neither is there without the other."""
    if len(keys) < MANY:
        return False
    jobs.configure_task(task, priority=BEHIND_ALL, lock=ONE_BY_ONE).defer(keys=list(keys))
    return True


def waits() -> bool:
    """Whether the worker has still to index something."""
    return ProcrastinateJob.objects.filter(lock=ONE_BY_ONE, status__in=(Status.TODO.value, Status.DOING.value)).exists()
