"""Response headers that no library of ours sets, or not on every answer."""

from collections.abc import Callable
from functools import cached_property

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.security import SecurityMiddleware

PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"


class PermissionsPolicyMiddleware:
    """No page of ours, and nothing that it might ever embed, gets at the reader's devices."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers["Permissions-Policy"] = PERMISSIONS_POLICY
        return response


class PolicyMiddleware(CSPMiddleware):
    """The policy of the settings is written once, not for each answer. An answer that has another (`csp_replace` and
    the like) gets its own."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if settings.DEBUG or any(name.startswith("_csp_") for name in vars(response)):
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, self.usual)
        return response

    @cached_property
    def usual(self) -> str:
        return build_policy()


class SafetyMiddleware(SecurityMiddleware):
    """Django's headers around Django's own middleware: where that refuses a host, it sets none."""

    def process_request(self, request: HttpRequest) -> None:
        """Leads nobody to https: the answer to that is to have every header, too."""
