"""A person's sessions: which there are, and ending them. Ended ones are dead at once, wherever they are open."""

from __future__ import annotations

from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY, get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from newsroom.visitors import client_address

from .models import CacheEntry

SEEN_EVERY = timedelta(minutes=5)  # as exact as the list of sessions needs to be
RIGHTS_SEEN = "rights_seen"
PASSWORD_SEAL = "password_seal"  # of a password that was given, until the second factor is


def sessions_of(user: AbstractBaseUser) -> list[UserSession]:
    """Those that are alive, the one seen last first. In one query."""
    alive = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    return list(UserSession.objects.filter(user=user, session_key__in=alive).order_by("-last_seen_at", "-pk"))


@transaction.atomic
def end_all(user: AbstractBaseUser) -> None:
    """Ends every session of a person, those too that no list knows of: the number that each began under is past."""
    get_user_model().objects.filter(pk=user.pk).update(sessions_ended=F("sessions_ended") + 1)
    user.refresh_from_db(fields=["sessions_ended"])
    _delete(UserSession.objects.filter(user=user))


@transaction.atomic
def end_others(request: HttpRequest) -> None:
    """Ends every session of whoever asks but the one they ask in, which gets a new key."""
    kept = request.session.session_key
    get_user_model().objects.filter(pk=request.user.pk).update(sessions_ended=F("sessions_ended") + 1)
    request.user.refresh_from_db(fields=["password", "sessions_ended"])
    _delete(UserSession.objects.filter(user=request.user.pk).exclude(session_key=kept))
    request.session[HASH_SESSION_KEY] = request.user.get_session_auth_hash()
    rotate(request)


def end_one(user: AbstractBaseUser, *, number: int) -> bool:
    """Ends one session from the list; False where the person has none of that number."""
    return _delete(UserSession.objects.filter(user=user, pk=number)) > 0


def rotate(request: HttpRequest) -> None:
    """Gives the session a new key: whoever knew the old one has nothing."""
    old = request.session.session_key
    request.session.cycle_key()
    UserSession.objects.filter(session_key=old).update(session_key=request.session.session_key)


def follow_rights(request: HttpRequest) -> None:
    """A new key for a session whose person has other rights since its last request."""
    if request.session.get(RIGHTS_SEEN, 0) != request.user.rights_changed:
        request.session[RIGHTS_SEEN] = request.user.rights_changed
        rotate(request)


def note_seen(request: HttpRequest, *, seen_at: datetime | None) -> None:
    """Writes down, once in a while, that a listed session is in use and from where."""
    now = timezone.now()
    if seen_at and seen_at < now - SEEN_EVERY:
        listed = UserSession.objects.filter(session_key=request.session.session_key)
        listed.update(last_seen_at=now, ip=client_address(request))


def clear_ended() -> None:
    """Housekeeping: rows of sessions that are over."""
    Session.objects.filter(expire_date__lte=timezone.now()).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()


def clear_cache() -> None:
    """Housekeeping: entries of the database cache that are over. (It removes them by itself only when it is full.)"""
    CacheEntry.objects.filter(expires__lte=timezone.now()).delete()


def _delete(rows) -> int:
    keys = list(rows.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    return rows.delete()[0]
