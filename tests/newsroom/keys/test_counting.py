from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from newsroom.keys import counting
from newsroom.keys.models import Use


@pytest.mark.django_db(transaction=True)
def test_requests_at_once_are_counted_one_by_one():
    """Whichever connections they come in by: no more than the limit are answered."""

    def ask(_number):
        try:
            return counting.count("key:1", limit=5).is_over
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        over = list(pool.map(ask, range(24)))

    assert over.count(False) == 5
    assert Use.objects.get().times == 24
