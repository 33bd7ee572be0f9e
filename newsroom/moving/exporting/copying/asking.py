"""What a browser would get for an address, from this process itself: no server, no network, nobody signed in."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import NamedTuple
from urllib.parse import quote, urlsplit
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.http.request import validate_host


class Answer(NamedTuple):
    status: int
    media_type: str
    body: bytes
    location: str = ""  # of a redirect: where to

    @property
    def is_text(self) -> bool:
        return self.media_type.startswith("text/") or self.media_type.endswith(("xml", "json"))


@contextmanager
def asking() -> Iterator[Asking]:
    """All answers are of the transaction that surrounds them: no request ends its connection. What is not there is no
    reason for a line in the log."""
    ends, refusals = (request_started, request_finished), logging.getLogger("django.request")
    for signal in ends:
        signal.disconnect(close_old_connections)
    refusals.addFilter(_is_failure)
    try:
        yield Asking()
    finally:
        refusals.removeFilter(_is_failure)
        for signal in ends:
            signal.connect(close_old_connections)


def _is_failure(record: logging.LogRecord) -> bool:
    return getattr(record, "status_code", 500) >= 500


class Asking:
    """The site, asked under a name that it answers to, over what it takes for https."""

    def __init__(self) -> None:
        self._application = WSGIHandler()
        self._host = _host()

    def ask(self, address: str) -> Answer:
        """The answer to GET of an address of this site, in plain letters."""
        said: dict = {}

        def start(status, headers, _error=None):
            said.update(status=int(status.split()[0]), headers={name.lower(): value for name, value in headers})

        answered = self._application(self._request(address), start)
        try:
            body = b"".join(answered)
        finally:
            answered.close()
        headers = said["headers"]
        media_type = headers.get("content-type", "").partition(";")[0]
        return Answer(said["status"], media_type, body, headers.get("location", ""))

    def _request(self, address: str) -> dict:
        path, _mark, query = address.partition("?")
        request: dict = {
            "PATH_INFO": path.encode().decode("latin-1"),  # as PEP 3333 has it
            "QUERY_STRING": quote(query, safe="=&%+"),
            "HTTP_HOST": self._host,
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": "https",
            "wsgi.input": BytesIO(),
        }
        setup_testing_defaults(request)
        return request


def _host() -> str:
    """The site's own, else the first that is allowed: its address may be that of a proxy."""
    own = urlsplit(settings.SITE_URL).netloc
    if validate_host(urlsplit(settings.SITE_URL).hostname or "", settings.ALLOWED_HOSTS):
        return own
    return settings.ALLOWED_HOSTS[0].lstrip(".*") or "localhost"
