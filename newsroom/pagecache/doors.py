"""Ways in: a remembered page is given to whoever comes as somebody came whom Django let in."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest

MOST = 1000  # where any sub-domain is allowed, anybody can make up more


class Doors:
    """Whether host, scheme and (in demo mode) the reader's own address are right is Django's to say: it refuses some
    and redirects others. What it has answered a page to, it would answer again."""

    def __init__(self) -> None:
        self._known: dict[tuple, bool] = {}
        names = ["HTTP_HOST", "SERVER_NAME", "SERVER_PORT", "wsgi.url_scheme"]
        names += ["HTTP_X_FORWARDED_HOST"] if settings.USE_X_FORWARDED_HOST else []
        names += ["HTTP_X_FORWARDED_PORT"] if settings.USE_X_FORWARDED_PORT else []
        names += [settings.SECURE_PROXY_SSL_HEADER[0]] if settings.SECURE_PROXY_SSL_HEADER else []
        names += ["REMOTE_ADDR"] if settings.DEMO else []
        self._names = tuple(names)

    def is_secure(self, environ: Mapping) -> bool | None:
        """Whether it is https, on which headers depend; None for a door that nobody has come in by."""
        return self._known.get(tuple(map(environ.get, self._names)))

    def let_in(self, environ: Mapping) -> bool:
        """Notes a door that Django has answered a page at, and says what `is_secure` will."""
        if len(self._known) >= MOST:
            self._known.clear()
        is_secure = self._known[tuple(map(environ.get, self._names))] = WSGIRequest(environ).is_secure()
        return is_secure
