"""Waiting for what only a script can see, and for the page that an action leads to."""

from time import monotonic

PATIENCE, PAUSE = 20, 100  # seconds, milliseconds


def wait_until(page, expression):
    """Playwright's own `wait_for_function` asks the page a second time by `eval`, which the desk's policy refuses."""
    end = monotonic() + PATIENCE
    while not page.evaluate(expression):
        assert monotonic() < end, expression
        page.wait_for_timeout(PAUSE)


def follow(page, locator, key=None):
    """A click, or a key, and the page that comes then: Playwright's own click returns before it has come."""
    with page.expect_navigation():
        locator.press(key) if key else locator.click()
