"""Headers of previews: kept by nobody, found by no search engine, and nothing in them from elsewhere."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

HEADER = "Content-Security-Policy"
KEPT_BY_NOBODY = "private, no-store"
UNFOUND = "noindex, nofollow"
_OWN = "default-src 'none'; img-src 'self'; style-src 'self'; font-src 'self'; base-uri 'none'"
# For outsiders: a page of its own, with one form.
OUTSIDE = f"{_OWN}; form-action 'self'; frame-ancestors 'none'"
# For the desk: inside its own preview page, no form, no script. Without its origin ("allow-same-origin") the
# browser would send no session along for the pictures; as nothing may run there, the origin gives nothing away.
SANDBOX = "allow-same-origin allow-popups allow-popups-to-escape-sandbox"
FRAMED = f"{_OWN}; form-action 'none'; frame-ancestors 'self'; sandbox {SANDBOX}"


class PreviewHeadersMiddleware:
    """For every answer below /preview/, refusals included."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path_info.startswith("/preview/") or request.path_info == "/preview":
            response.headers["Cache-Control"] = KEPT_BY_NOBODY
            response.headers["X-Robots-Tag"] = UNFOUND
            response.headers[HEADER] = OUTSIDE
            if response.headers.get("Referrer-Policy") in (None, settings.SECURE_REFERRER_POLICY):
                response.headers["Referrer-Policy"] = "no-referrer"  # the address holds the token
        return response


def framed(html: str) -> HttpResponse:
    """A document for the desk's preview, the one thing there that may stand in a frame, and in the desk's alone."""
    return HttpResponse(
        html,
        headers={
            HEADER: FRAMED,
            "X-Frame-Options": "SAMEORIGIN",
            "X-Robots-Tag": UNFOUND,
            "Referrer-Policy": "no-referrer",
        },
    )
