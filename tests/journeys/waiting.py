"""Waiting for what only a script can see."""

from time import monotonic

PATIENCE, PAUSE = 20, 100  # seconds, milliseconds


def wait_until(page, expression):
    """Playwright's own `wait_for_function` asks the page a second time by `eval`, which the desk's policy refuses."""
    end = monotonic() + PATIENCE
    while not page.evaluate(expression):
        assert monotonic() < end, expression
        page.wait_for_timeout(PAUSE)
