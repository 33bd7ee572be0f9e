"""The methods that any address here answers: pages are read, and forms are sent."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

ANSWERED = ["GET", "HEAD", "POST"]


class MethodsMiddleware:
    """405 for any other, everywhere: Django's admin would take a PUT or an OPTIONS for a GET."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request) if request.method in ANSWERED else HttpResponseNotAllowed(ANSWERED)
