"""Asking a server as a proxy in front of it does, and what comes back."""

from __future__ import annotations

import http.client
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlsplit

import brotli
from lxml import etree

from bench.stack import PROXIED
from newsroom.run import ADDRESS


@dataclass
class Answer:
    """One answer. `wire` is how many bytes its body took on the way; `body` is what they stand for."""

    path: str
    status: int
    headers: list[tuple[str, str]]
    wire: int
    body: bytes = field(repr=False)

    def header(self, name: str) -> str:
        return next((value for known, value in self.headers if known.lower() == name.lower()), "")

    @property
    def media_type(self) -> str:
        return self.header("Content-Type").partition(";")[0]

    @property
    def is_page(self) -> bool:
        return self.media_type == "text/html"

    @cached_property
    def tree(self) -> etree._Element:
        """The markup of a page, or of an XML document."""
        if self.is_page:
            return etree.fromstring(self.body, etree.HTMLParser(encoding="utf-8"))
        return etree.fromstring(self.body)

    def __getstate__(self):
        return {name: value for name, value in vars(self).items() if name != "tree"}


class Proxy:
    """One connection to the server at a port of this machine, opened again when the server has closed it."""

    def __init__(self, port: int):
        self.line = http.client.HTTPConnection(ADDRESS, port, timeout=60)

    def close(self) -> None:
        self.line.close()

    def ask(self, path: str, *, method: str = "GET", encoding: str = "br", **headers: str) -> Answer:
        wanted = PROXIED | {"Accept-Encoding": encoding}
        wanted |= {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            return self._ask(method, path, wanted)
        except (http.client.RemoteDisconnected, ConnectionError):
            self.line.close()
            return self._ask(method, path, wanted)

    def _ask(self, method: str, path: str, headers: dict[str, str]) -> Answer:
        self.line.request(method, path, headers=headers)
        answer = self.line.getresponse()
        sent = answer.read()
        is_packed = answer.getheader("Content-Encoding") == "br" and method != "HEAD" and sent
        body = brotli.decompress(sent) if is_packed else sent
        return Answer(path, answer.status, answer.getheaders(), len(sent), body)


def path_of(address: str) -> str:
    """An address without scheme, host and fragment, as it is asked for."""
    parts = urlsplit(address)
    return parts.path + (f"?{parts.query}" if parts.query else "")
