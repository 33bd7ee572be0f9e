"""Rows of the account pages in words: factors, sessions, and what became of an account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import AbstractBaseUser
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from articles.phrases import moment
from articles.rights import Role

from .models import Act, PersonChange

# What a browser calls itself, the more particular first: Edge says "Chrome", Chrome says "Safari".
BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
SYSTEMS = {
    "iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Windows": "Windows", "Macintosh": "macOS",
    "CrOS": "ChromeOS", "Linux": "Linux",
}  # fmt: skip


@dataclass(frozen=True)
class ToldFactor:
    number: int
    name: str
    is_app: bool
    added: str
    used: str


@dataclass(frozen=True)
class ToldSession:
    number: int
    device: str
    address: str
    begun: str
    seen: str
    is_this: bool


@dataclass(frozen=True)
class ToldChange:
    what: str
    by: str
    at: datetime
    moment: str
    address: str
    details: tuple[str, ...]


def factor(row: Authenticator) -> ToldFactor:
    is_app = row.type == Authenticator.Type.TOTP
    return ToldFactor(
        number=row.pk,
        name=_("Authenticator app") if is_app else row.data["name"],
        is_app=is_app,
        added=moment(row.created_at),
        used=moment(row.last_used_at) if row.last_used_at else "",
    )


def session(row: UserSession, *, current: str) -> ToldSession:
    return ToldSession(
        number=row.pk,
        device=device(row.user_agent),
        address=row.ip,
        begun=moment(row.created_at),
        seen=moment(row.last_seen_at),
        is_this=row.session_key == current,
    )


def device(user_agent: str) -> str:
    browser = next((name for mark, name in BROWSERS.items() if mark in user_agent), "")
    system = next((name for mark, name in SYSTEMS.items() if mark in user_agent), "")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("Unknown device")


def changes_of(user: AbstractBaseUser, *, newest: int) -> list[ToldChange]:
    """The newest first. In one query."""
    return [change(row) for row in PersonChange.objects.filter(person=user).select_related("by")[:newest]]


def change(row: PersonChange) -> ToldChange:
    return ToldChange(
        what=row.get_act_display(),
        by=str(row.by) if row.by else _("with a mailed link, or before signing in"),
        at=row.at,
        moment=moment(row.at),
        address=row.address or "",
        details=tuple(_details(row)),
    )


def _details(row: PersonChange) -> list[str]:
    lines = []
    if row.act in (Act.RIGHTS, Act.NAME, Act.MAIL, Act.ADDED):
        changed = [name for name in NAMES if row.before.get(name) != row.after.get(name)]
        lines = [f"{NAMES[name]()}: {_shown(row.before, name)} → {_shown(row.after, name)}" for name in changed]
    if factors := row.before.get("factors") or [row.before.get("factor") or row.after.get("factor")]:
        lines += [_("Authenticator app") if name == "app" else name for name in factors if name]
    return [*lines, row.reason] if row.reason else lines


NAMES = {
    "username": lambda: _("User name"),
    "first_name": lambda: _("First name"),
    "last_name": lambda: _("Last name"),
    "email": lambda: _("Mail address"),
    "is_superuser": lambda: _("Administrator"),
    "is_active": lambda: _("May sign in"),
    "roles": lambda: _("Roles"),
}


def _shown(account: dict, name: str) -> str:
    value = account.get(name)
    if isinstance(value, bool):
        return pgettext("a right", "yes") if value else pgettext("a right", "no")
    if name == "roles":
        return _(", ").join(_role(role, slug) for role, slug in value or []) or _("none")
    return str(value or "") or _("none")


def _role(role: str, slug: str) -> str:
    label = Role(role).label if role in Role.values else role
    return f"{label} · {slug or _('every section')}"
