"""Headers of the desk's pages: kept nowhere, framed by nobody, and a policy that lets in only our own scripts."""

from collections.abc import Callable

from csp.constants import NONCE, SELF
from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from js_asset import Media

from newsroom.desk_paths import is_on_desk

# Tiptap, the body editor, writes this one stylesheet into the page; tests/journeys/test_desk_pages.py says
# which hash a new version of it needs.
EDITOR_STYLE = "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"
POLICY = {"script-src": [SELF, NONCE], "style-src": [SELF, EDITOR_STYLE]}


class DeskHeadersMiddleware:
    """For every answer below /admin/ and /accounts/, refusals and redirects included."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response
        self.get_desk_response = csp_replace(POLICY)(get_response)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_on_desk(request.path_info):
            return self.get_response(request)
        response = self.get_desk_response(request)
        response.headers["Cache-Control"] = "private, no-store"
        response.headers.pop("Expires", None)
        return response

    def process_template_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Gives the import map of the body editor, the one inline script on the desk, its nonce."""
        media = (response.context_data or {}).get("media")
        if isinstance(media, Media):
            response.context_data["media"] = media.with_nonce(str(request.csp_nonce))
        return response
