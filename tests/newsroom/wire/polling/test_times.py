from datetime import timedelta

import pytest

from newsroom.wire.polling.times import after_answer, after_failure, wished_seconds

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("minutes", "wish", "expected"),
    [
        (15, None, timedelta(minutes=15)),
        (15, 60, timedelta(minutes=15)),
        (15, 1800, timedelta(minutes=30)),
        (15, 999999999, HOUR),
        (120, 999999999, 2 * HOUR),
    ],
)
def test_source_is_asked_at_its_interval_or_as_its_server_wishes_within_bounds(minutes, wish, expected):
    assert after_answer(minutes, wait_seconds=wish) == expected


@pytest.mark.parametrize(
    ("failures", "least", "most"),
    [(1, 27, 33), (2, 54, 66), (3, 108, 132), (5, 324, 396), (50, 324, 396), (10**9, 324, 396)],
)
def test_failing_source_is_asked_half_as_often_with_each_failure(failures, least, most):
    wait = after_failure(15, failures=failures, wait_seconds=None)

    assert timedelta(minutes=least) <= wait <= timedelta(minutes=most)


def test_failing_sources_do_not_all_come_back_at_once():
    assert len({after_failure(15, failures=1, wait_seconds=None) for _number in range(20)}) > 1


def test_source_that_is_asked_once_a_day_is_not_asked_more_often_when_it_fails():
    assert after_failure(24 * 60, failures=1, wait_seconds=None) >= 21 * HOUR


@pytest.mark.parametrize(("wish", "expected"), [(7200, 2 * HOUR), (999999999, 24 * HOUR)])
def test_server_that_refuses_is_left_alone_as_long_as_it_says_within_bounds(wish, expected):
    assert after_failure(15, failures=1, wait_seconds=wish) == expected


@pytest.mark.parametrize(
    ("headers", "body", "seconds"),
    [
        ({}, b"", None),
        ({"cache-control": "max-age=600"}, b"", 600),
        ({"cache-control": "public, Max-Age=600", "age": "100"}, b"", 500),
        ({"cache-control": "s-maxage=600"}, b"", None),
        ({"cache-control": "max-age=600", "age": "700"}, b"", None),
        ({"cache-control": "max-age=soon", "age": "-1"}, b"", None),
        ({}, b"<rss><channel><ttl> 20 </ttl>", 1200),
        ({"cache-control": "max-age=60"}, b"<ttl>20</ttl>", 1200),
    ],
)
def test_answer_says_for_how_long_it_is_fresh(headers, body, seconds):
    assert wished_seconds(headers, body) == seconds
