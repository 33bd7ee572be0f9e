"""DEMO mode answers this machine alone: its passwords are printed in the README."""

from collections.abc import Callable
from ipaddress import ip_address

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse


class LoopbackOnlyMiddleware:
    """Refuses (403) every request that does not come from a loopback address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        address = request.META.get("REMOTE_ADDR") or "127.0.0.1"  # empty: a Unix socket
        if not ip_address(address).is_loopback:
            raise PermissionDenied("The demo newsroom answers on this machine alone.")
        return self.get_response(request)
