"""Waiting for what another thread does, without asking how long it took."""

import time


def until(question, seconds=10):
    """The first true answer. Fails after some seconds without one."""
    deadline = time.monotonic() + seconds
    while not (answer := question()):
        assert time.monotonic() < deadline, "It never came true."
        time.sleep(0.01)
    return answer
