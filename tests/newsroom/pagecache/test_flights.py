import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from newsroom.pagecache import flights
from newsroom.pagecache.flights import Flights

from .waiting import until


@pytest.fixture
def crowd():
    with ThreadPoolExecutor(8) as threads:
        yield threads


@pytest.fixture
def waiters(monkeypatch):
    """How many threads wait for another's page."""
    waiting = []
    plain = threading.Event.wait

    def wait(event, seconds=None):
        waiting.append(event)
        return plain(event, seconds)

    monkeypatch.setattr(flights.threading.Event, "wait", wait)
    return waiting


def always(_made):
    return True


def test_one_makes_it_and_the_others_get_the_same(crowd, waiters):
    shared, calls, gate = Flights(), [], threading.Lock()

    def make():
        calls.append(1)
        with gate:
            return object()

    with gate:
        made = [crowd.submit(shared.share, "/", make, is_shared=always) for _reader in range(6)]
        until(lambda: len(calls) + len(waiters) >= 6)

    assert len({flight.result(10) for flight in made}) == 1
    assert calls == [1]


def test_error_is_its_makers_alone(crowd, waiters):
    shared, calls, gate = Flights(), [], threading.Lock()

    def make():
        calls.append(1)
        with gate:
            if len(calls) == 1:
                raise ZeroDivisionError
            return "page"

    with gate:
        first = crowd.submit(shared.share, "/", make, is_shared=always)
        until(lambda: calls)
        others = [crowd.submit(shared.share, "/", make, is_shared=always) for _reader in range(3)]
        until(lambda: len(waiters) >= 3)
        calls.clear()
        calls.append(1)

    with pytest.raises(ZeroDivisionError):
        first.result(10)
    assert [other.result(10) for other in others] == ["page"] * 3


def test_what_is_not_to_be_shared_each_makes_alone(crowd, waiters):
    shared, calls = Flights(), []
    gate = threading.Event()

    def make():
        calls.append(1)
        if len(calls) == 1:
            until(gate.is_set)
        return object()

    made = [crowd.submit(shared.share, "/", make, is_shared=lambda _made: False) for _reader in range(4)]
    until(lambda: len(waiters) >= 3)
    gate.set()

    assert len({flight.result(10) for flight in made}) == 4


def test_whoever_has_waited_long_enough_makes_it_alone(crowd, monkeypatch):
    monkeypatch.setattr(flights, "PATIENCE_SECONDS", 0.01)
    shared, gate, begun = Flights(), threading.Event(), threading.Event()

    def make_slowly():
        begun.set()
        until(gate.is_set)
        return "slow"

    slow = crowd.submit(shared.share, "/", make_slowly, is_shared=always)
    begun.wait(10)

    assert shared.share("/", lambda: "own", is_shared=always) == "own"
    gate.set()
    assert slow.result(10) == "slow"


def test_next_one_after_a_flight_makes_it_anew():
    shared = Flights()
    shared.share("/", lambda: 1, is_shared=always)

    assert shared.share("/", lambda: 2, is_shared=always) == 2
