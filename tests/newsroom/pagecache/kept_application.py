"""A WSGI application for the web server's tests: it remembers /kept/ and /large/, and tells of all other requests."""

import json
import os

from newsroom.pagecache import connections
from newsroom.pagecache.asked import Read
from newsroom.pagecache.page import Page

connections.SILENCE_SECONDS = int(os.environ.get("SILENCE_SECONDS", "2"))  # no test is to wait for longer
LARGE = b"0123456789abcdef" * 2**20
TOLD = ("REQUEST_METHOD", "PATH_INFO", "QUERY_STRING", "SERVER_PROTOCOL", "wsgi.url_scheme", "HTTP_HOST", "HTTP_COOKIE")


def _page(body, kind):
    headers = [("Content-Type", kind), ("Content-Length", str(len(body))), ("X-Kept", "yes")]
    return Page(("200 OK", headers), body, read=Read(None))


PAGES = {"/kept/": _page(b"<p>Boats</p>" * 100, "text/html"), "/large/": _page(LARGE, "application/octet-stream")}


class Application:
    def __call__(self, environ, start_response):
        if "HTTP_X_REFUSE" in environ:
            start_response("413 Content Too Large", [("Content-Length", "0")])
            return []
        page = PAGES.get(environ["PATH_INFO"])
        if page and environ["REQUEST_METHOD"] in ("GET", "HEAD") and "HTTP_X_TELL" not in environ:
            return page.answer(environ, start_response)
        told = {name: environ.get(name) for name in TOLD} | {"body": environ["wsgi.input"].read().decode("latin-1")}
        body = json.dumps(told).encode()
        start_response("200 OK", [("Content-Length", str(len(body)))])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    def at_once(self, environ):
        if environ.get("HTTP_X_FAIL"):
            raise ValueError(environ["HTTP_X_FAIL"])
        page = PAGES.get(environ["PATH_INFO"])
        return page.at_once(environ) if page else None


application = Application()
