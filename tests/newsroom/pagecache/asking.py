"""A web server's side of WSGI: asks an application and keeps what it says."""

from io import BytesIO
from typing import NamedTuple
from urllib.parse import unquote_to_bytes


class Answer(NamedTuple):
    status: int
    headers: dict
    body: bytes


def asking(application, **usual):
    """A function that asks for an address, with headers."""

    def ask(address, method="GET", environ=None, **headers):
        heads = []
        request = usual | environ_of(address, method, headers) | (environ or {})
        parts = application(request, lambda *head: heads.append(head))
        try:
            body = b"".join(parts)
        finally:
            getattr(parts, "close", lambda: None)()
        status, pairs = heads[-1][:2]
        assert len({name.lower() for name, _value in pairs}) == len(pairs), "A header stands twice."
        return Answer(int(status[:3]), {name.lower(): value for name, value in pairs}, body)

    return ask


def environ_of(address, method="GET", headers=()):
    path, _sign, query = address.partition("?")
    named = {f"HTTP_{name.upper()}": value for name, value in dict(headers).items()}
    return {
        "REQUEST_METHOD": method,
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query,
        "SCRIPT_NAME": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "127.0.0.1:8000",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
        **named,
    }
