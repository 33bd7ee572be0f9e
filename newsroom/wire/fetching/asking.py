"""Fetches what lies at an address of somebody else's, within bounds of time, size and place."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from http.client import HTTPConnection, HTTPException, HTTPResponse
from time import monotonic
from urllib.parse import urljoin

from django.conf import settings

from ..sentences import say as _
from .addresses import Target, target_of
from .allowed import may_ask
from .moments import seconds_from_now
from .reaching import NameServerSilent, NotOutside, cut_off_after, reached
from .receiving import MeasuredSocket, TooMuch, body_of, gunzipped
from .refusals import Answered, NotAllowed, Unfit, Unreachable

TOTAL_SECONDS = 15
SILENT_SECONDS = 10  # between two bytes
MOST_BYTES = 10_000_000
MOST_REDIRECTS = 3
LEADING = (301, 302, 303, 307, 308)
FOR_GOOD = (301, 308)


@dataclass(frozen=True)
class Fetched:
    """What a server answered."""

    address: str  # where it was found, after every redirect
    moved_to: str  # where its server says that it now lies for good; "" if it has not moved
    status: int  # 200, or 304 if it has not changed
    headers: Mapping[str, str]  # by their names in small letters; of several of one name the last
    body: bytes

    @property
    def is_unchanged(self) -> bool:
        return self.status == 304


@dataclass
class _Search:
    """One fetching, from the first address to the last."""

    headers: Mapping[str, str]
    conditions: Mapping[str, str]
    most: int
    ends_at: float

    def at(self, target: Target, *, knows_us: bool) -> tuple[HTTPResponse, bytes]:
        """The answer of one server, with its body if it has what was asked for."""
        try:
            return self._asked(target, knows_us=knows_us)
        except NotOutside as problem:
            sentence = _(
                "%(host)s leads to %(address)s, port %(port)s, which is not on the internet. Nothing is fetched "
                "there unless FETCH_INSIDE names it."
            )
            named = {"host": target.host, "address": problem, "port": target.port}
            raise NotAllowed(sentence % named) from None
        except TooMuch:
            raise Unfit(_("%(host)s sends more headers than any answer needs.") % {"host": target.host}) from None
        except Unfit as problem:  # what was cut off looks cut short
            raise (_too_slow(target) if monotonic() >= self.ends_at else problem) from None
        except (OSError, HTTPException, ValueError) as problem:
            if monotonic() >= self.ends_at:
                raise _too_slow(target) from None
            raise _unreachable(target, problem) from None

    def _asked(self, target: Target, *, knows_us: bool) -> tuple[HTTPResponse, bytes]:
        with ExitStack() as ending:
            plain = reached(
                *(target.host, target.port),
                may_be=lambda address: may_ask(address, target.port),
                seconds=self.ends_at - monotonic(),
            )
            ending.callback(plain.close)
            was_cut = ending.enter_context(cut_off_after(max(self.ends_at - monotonic(), 0), plain))
            plain.settimeout(SILENT_SECONDS)
            secured = _secured(plain, target.host) if target.scheme == "https" else plain
            ending.callback(secured.close)
            measured = MeasuredSocket(secured)
            connection = HTTPConnection(target.host, target.port)
            connection.sock = measured  # type: ignore[assignment]
            connection.request("GET", target.path, headers=self._headers(target, knows_us=knows_us))
            answer = connection.getresponse()
            ending.callback(answer.close)
            body = b""
            if answer.status in (200, 203):
                body = body_of(answer, measured.bytes, host=target.host, most=self.most)
            if was_cut.is_set():
                raise _too_slow(target)
            return answer, body

    def _headers(self, target: Target, *, knows_us: bool) -> dict[str, str]:
        """What was told us to say is for the server that we were told of, and for no other that it names."""
        own = {
            "Host": target.named,
            "User-Agent": f"Newsroom (+{settings.SITE_URL}/)",
            "Accept": "*/*",
            "Accept-Encoding": "gzip",
            "Connection": "close",
        }
        return own | (dict(self.headers) if knows_us else {}) | dict(self.conditions)


def fetch(
    url: str,
    *,
    etag: str = "",
    last_modified: str = "",
    headers: Mapping[str, str] | None = None,
    most: int = MOST_BYTES,
) -> Fetched:
    """Fetches an address. With the `etag` or `last_modified` of an earlier answer the server may say that nothing has
    changed. `headers` go to the server of `url` alone, not to one that it leads on to. Raises `NotFetched`, whose text
    is a sentence for the desk."""
    conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    conditions = {name: value for name, value in conditions.items() if value}
    search = _Search(headers or {}, conditions, most, monotonic() + TOTAL_SECONDS)
    first = target = target_of(url)
    moved_to, is_for_good = "", True
    for _count in range(MOST_REDIRECTS + 1):
        answer, body = search.at(target, knows_us=target.origin == first.origin)
        if answer.status not in LEADING or not answer.headers.get("Location"):
            _check_status(answer, target, asked_if_changed=bool(conditions))
            named = {name.lower(): value for name, value in answer.headers.items()}
            return Fetched(target.address, moved_to, answer.status, named, body)
        is_for_good = is_for_good and answer.status in FOR_GOOD
        target = _led_on(target, answer.headers["Location"])
        moved_to = target.address if is_for_good else moved_to
    raise Unfit(
        _("%(host)s leads on from address to address, more than %(most)s times.")
        % {"host": first.host, "most": MOST_REDIRECTS}
    )


def unpacked(fetched: Fetched, *, most: int = MOST_BYTES) -> Fetched:
    """What lies at an address, or what is in it if that is a gzip file. Raises `Unfit`."""
    return replace(fetched, body=gunzipped(fetched.body, host=target_of(fetched.address).host, most=most))


def _led_on(target: Target, location: str) -> Target:
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode()  # http.client reads headers as Latin-1, servers send UTF-8
    try:
        return target_of(urljoin(target.address, location.strip()))
    except (NotAllowed, ValueError) as refusal:
        sentence = _("%(host)s leads on to an address that is not fetched. %(reason)s")
        raise NotAllowed(sentence % {"host": target.host, "reason": refusal}) from None


def _check_status(answer: HTTPResponse, target: Target, *, asked_if_changed: bool) -> None:
    if answer.status in (200, 203) or (answer.status == 304 and asked_if_changed):
        return
    raise Answered(
        _("%(host)s answered with status %(status)s.") % {"host": target.host, "status": answer.status},
        status=answer.status,
        retry_after_seconds=seconds_from_now(answer.headers.get("Retry-After", "")),
    )


def _secured(plain, host: str) -> ssl.SSLSocket:
    return ssl.create_default_context().wrap_socket(plain, server_hostname=host)


def _too_slow(target: Target) -> Unfit:
    sentence = _("%(host)s did not send everything within %(seconds)s seconds.")
    return Unfit(sentence % {"host": target.host, "seconds": TOTAL_SECONDS})


def _unreachable(target: Target, problem: Exception) -> Unreachable | Unfit:
    named = {"host": target.host}
    if isinstance(problem, ssl.SSLCertVerificationError):
        sentence = _("%(host)s has no certificate that can be trusted: %(problem)s.")
        return Unreachable(sentence % (named | {"problem": problem.verify_message}))
    if isinstance(problem, NameServerSilent):
        return Unreachable(_("No name server says in time where %(host)s is.") % named)
    if isinstance(problem, HTTPException | ValueError):
        return Unfit(_("%(host)s sends what is no proper answer.") % named)
    return Unreachable(_("%(host)s cannot be reached: %(problem)s.") % (named | {"problem": _said(problem)}))


def _said(problem: Exception) -> str:
    return getattr(problem, "strerror", "") or str(problem) or type(problem).__name__
