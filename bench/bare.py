"""The least that Django can do, as a WSGI application: a view without middleware, database or template that answers
with the bytes of a file of the folder BENCH_BODIES, `/<name>`."""

import os
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path


@cache
def _bytes_of(name):
    return (Path(os.environ["BENCH_BODIES"]) / name).read_bytes()


def bare(request, name):
    body = _bytes_of(name)
    return HttpResponse(body, content_type="text/html; charset=utf-8", headers={"Content-Length": len(body)})


urlpatterns = [path("<slug:name>", bare)]
settings.configure(SECRET_KEY="none", ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, MIDDLEWARE=[])
application = get_wsgi_application()
