"""What the web server itself takes, as a WSGI application that does nothing: the bytes of a file of the folder
BENCH_BODIES, `/<name>`."""

import os
from functools import cache
from pathlib import Path


@cache
def _bytes_of(name):
    return (Path(os.environ["BENCH_BODIES"]) / name).read_bytes()


def application(environ, start_response):
    body = _bytes_of(environ["PATH_INFO"].lstrip("/"))
    start_response("200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))])
    return [body]
