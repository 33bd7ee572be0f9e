"""A page for whoever opens an address of the desk by hand that only takes what a form sends."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from newsroom.desk_paths import is_on_desk

from . import errors

KINDS = ["text/html", "application/json", "text/plain"]


class RefusedMethodMiddleware:
    """Django's 405 is empty: browsers show a page of their own in its place. Programs get it as it is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 405 or response.content or not is_on_desk(request.path_info):
            return response
        if request.get_preferred_type(KINDS) != "text/html":
            return response
        response.content = errors.not_allowed(request).content  # with the headers that it has by now
        response.headers["Content-Length"] = str(len(response.content))
        return response
