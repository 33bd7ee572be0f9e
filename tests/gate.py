"""A gate before the test server: nothing that a page sends while it closes is still at work when the database is
emptied."""

from threading import Condition

PATIENCE = 30  # seconds; a request that takes longer than this hangs


class Gate:
    """Wraps the server's application. While it is shut, whatever comes is answered 503 and touches nothing."""

    def __init__(self, application):
        self.application = application
        self.is_open = False
        self.under_way = 0
        self.changed = Condition()

    def __call__(self, environ, start_response):
        if not self._enter():
            start_response("503 Service Unavailable", [("Content-Length", "0")])
            return []
        try:
            return self.application(environ, start_response)
        finally:
            self._leave()

    def open(self):
        with self.changed:
            self.is_open = True

    def shut(self):
        """Lets nobody in any more and waits for whoever is inside. True if all have left."""
        with self.changed:
            self.is_open = False
            return self.changed.wait_for(lambda: not self.under_way, timeout=PATIENCE)

    def _enter(self):
        with self.changed:
            self.under_way += self.is_open
            return self.is_open

    def _leave(self):
        with self.changed:
            self.under_way -= 1
            self.changed.notify_all()
