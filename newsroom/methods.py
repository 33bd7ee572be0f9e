"""The methods that any address here answers: pages are read, and forms are sent."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import Resolver404, resolve

READ = ["GET", "HEAD"]
ANSWERED = [*READ, "POST"]


class MethodsMiddleware:
    """405 for any other, everywhere: Django's admin would take a PUT or an OPTIONS for a GET. What programs read may
    tell them, by OPTIONS, what they may do."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in ANSWERED or request.method == "OPTIONS" and _tells_methods(request.path_info):
            return self.get_response(request)
        return HttpResponseNotAllowed(_answered_at(request.path_info))


def _answered_at(path: str) -> list[str]:
    """What `Allow` names (RFC 9110, 10.2.1)."""
    view = _view_at(path)
    if _tells_methods(path):
        return [*READ, "OPTIONS"]
    return READ if getattr(view, "answers_reading_alone", False) else ANSWERED


def _tells_methods(path: str) -> bool:
    return getattr(_view_at(path), "tells_methods", False)


def _view_at(path: str) -> Callable | None:
    try:
        return resolve(path).func
    except Resolver404:
        return None
