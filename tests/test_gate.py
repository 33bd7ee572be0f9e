from concurrent.futures import ThreadPoolExecutor
from threading import Event

from tests.gate import Gate


def test_gate_that_is_shut_answers_without_asking_the_application():
    asked, statuses = [], []
    gate = Gate(lambda environ, start_response: asked.append(environ))

    answer = gate({}, lambda status, headers: statuses.append(status))

    assert (answer, asked, statuses) == ([], [], ["503 Service Unavailable"])


def test_shutting_waits_for_what_is_under_way():
    entered, may_leave, done = Event(), Event(), []

    def slow(environ, start_response):
        entered.set()
        may_leave.wait(10)
        done.append("answered")
        return []

    gate = Gate(slow)
    gate.open()
    with ThreadPoolExecutor() as pool:
        pool.submit(gate, {}, None)
        entered.wait(10)
        shutting = pool.submit(gate.shut)
        is_waiting = not shutting.done()
        may_leave.set()
        has_shut = shutting.result(timeout=10)

    assert (is_waiting, has_shut, done) == (True, True, ["answered"])


def test_gate_lets_go_of_a_request_that_failed():
    def failing(environ, start_response):
        raise ZeroDivisionError

    gate = Gate(failing)
    gate.open()
    with ThreadPoolExecutor() as pool:
        failed = pool.submit(gate, {}, None).exception(timeout=10)

    assert (type(failed), gate.shut()) == (ZeroDivisionError, True)
