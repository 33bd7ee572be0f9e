"""Many at once: of saves that started from one version one is kept, and what is due comes into force once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from articles.rights import Role
from newsroom.fronts import due, timed
from newsroom.fronts.arranging import StaleFront, arrange
from newsroom.fronts.models import Arrangement, Place, TimedArrangement
from newsroom.fronts.slots import AUTOMATIC
from tests.factories import make_user

pytestmark = pytest.mark.django_db(transaction=True)
CROWD = 6


def at_once(act):
    """What each of a crowd gets that does the same at the same moment."""
    start = Barrier(CROWD)

    def one(number):
        start.wait(timeout=30)
        try:
            return act(number)
        except StaleFront as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(CROWD) as crowd:
        return list(crowd.map(one, range(CROWD)))


def test_one_of_many_saves_is_kept():
    person = make_user(Role.CHIEF)

    results = at_once(lambda n: arrange(Place("en"), filled=[AUTOMATIC] * (5 + n), by=person, started_from=0))

    assert sorted(type(result).__name__ for result in results) == ["Arrangement"] + ["StaleFront"] * (CROWD - 1)
    assert [row.number for row in Arrangement.objects.all()] == [1]


def test_due_change_comes_into_force_once_however_many_run_it():
    change = timed.schedule(
        Place("en"),
        filled=[AUTOMATIC],
        by=make_user(Role.CHIEF),
        started_from=0,
        run_at=timezone.now() + timedelta(hours=1),
    )
    TimedArrangement.objects.filter(pk=change.pk).update(run_at=timezone.now() - timedelta(seconds=1))

    ran = at_once(lambda n: due.run_due())

    assert sorted(map(len, ran)) == [0] * (CROWD - 1) + [1]
    assert Arrangement.objects.count() == 1
