"""The methods that any address here answers: pages are read, and forms are sent."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import Resolver404, resolve

READ = ["GET", "HEAD"]
ANSWERED = [*READ, "POST"]


class MethodsMiddleware:
    """405 for any other, everywhere: Django's admin would take a PUT or an OPTIONS for a GET."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in ANSWERED:
            return self.get_response(request)
        return HttpResponseNotAllowed(_answered_at(request.path_info))


def _answered_at(path: str) -> list[str]:
    """What `Allow` names (RFC 9110, 10.2.1)."""
    try:
        view = resolve(path).func
    except Resolver404:
        return ANSWERED
    return READ if getattr(view, "answers_reading_alone", False) else ANSWERED
