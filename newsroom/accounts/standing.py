"""What the door needs to know of whoever is signed in: a place at the desk, the right to publish, a second factor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Subquery
from django.http import HttpRequest

from articles.rights import Role

PUBLISHING = {Role.EDITOR, Role.CHIEF}
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@dataclass(frozen=True)
class Standing:
    """`may_publish` is true of administrators too: what they may do weighs as much."""

    at_desk: bool = False
    may_publish: bool = False
    has_factor: bool = False
    proved_factor: bool = False
    seen_at: datetime | None = None

    @property
    def must_enrol(self) -> bool:
        return settings.SECOND_FACTOR_REQUIRED and self.may_publish and not self.has_factor

    @property
    def must_prove(self) -> bool:
        """A factor is there, and this session knows the password alone."""
        return self.has_factor and not self.proved_factor

    @property
    def is_open(self) -> bool:
        return self.at_desk and not self.must_enrol and not self.must_prove


def standing_of(request: HttpRequest) -> Standing:
    """As the database has it now, in one query a request."""
    user = request.user
    if not user.is_authenticated:
        return Standing()
    known = getattr(request, "known_standing", None)
    if known is None or known[0] != user.pk:
        request.known_standing = known = (user.pk, _read(request))
    return known[1]


def forget_standing(request: HttpRequest) -> None:
    """After a change to the person's own account within the request."""
    request.known_standing = None


def _read(request: HttpRequest) -> Standing:
    key = getattr(getattr(request, "session", None), "session_key", None) or ""
    session = UserSession.objects.filter(session_key=key)
    rows = list(
        get_user_model()
        .objects.filter(pk=request.user.pk, is_active=True)
        .values_list(
            "is_superuser",
            "memberships__role",
            Exists(Authenticator.objects.filter(user=OuterRef("pk"), type__in=FACTORS)),
            Subquery(session.values("last_seen_at")[:1]),
        )
    )
    if not rows:
        return Standing()
    superuser, _role, has_factor, seen_at = rows[0]
    roles = {role for _superuser, role, _factor, _seen in rows if role}
    return Standing(
        at_desk=superuser or bool(roles),
        may_publish=superuser or bool(roles & PUBLISHING),
        has_factor=has_factor,
        proved_factor=has_factor and has_proved_factor(request),
        seen_at=seen_at,
    )


def has_proved_factor(request: HttpRequest) -> bool:
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records)
