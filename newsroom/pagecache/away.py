"""While the database is known to be away, whoever needs it is told so at once."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from newsroom.pagecache.knowing import check_database

# Say themselves how things are, or need no database for what is remembered.
FINE_WITHOUT = ("/healthz", "/readyz", "/media/", "/static/")


class AwayMiddleware:
    """Raises `DatabaseAway`, which becomes a 503: waiting for a connection would hold up every thread, and with them
    the readers of remembered pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(FINE_WITHOUT):
            check_database()
        return self.get_response(request)
