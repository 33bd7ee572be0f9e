"""The token of a letter's form: a signed word that this site gave out the form of this very story, and when.

It stands in the place of Django's CSRF token, which would set a cookie on a page for readers. It suffices, because
nothing is done here with anybody's authority: no reader is signed in, and a letter sent in somebody's name from a
foreign page is no more than one that was typed here. What is left of the danger is a crowd of readers led into
sending one text for somebody else; against that stand the browser's own word on where a form comes from
(`comes_from_elsewhere`), the limits and the rule that no text is taken twice. Pure but for the clock.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from django.core.signing import BadSignature, SignatureExpired, TimestampSigner

LASTS_SECONDS = 12 * 3600  # a page left open over a working day
LEAST_SECONDS = 4  # nobody reads the form and writes a letter in less; a letter pasted in at once is asked for twice
SENT_SECONDS = 3600
_form = TimestampSigner(salt="newsroom.responses.form")
_sent = TimestampSigner(salt="newsroom.responses.sent")


class TokenWrong(ValueError):
    """It is none of ours, or that of another story."""


class TokenOld(TokenWrong):
    """It is ours and of this story, and its time is over."""


class TooQuick(ValueError):
    """The form was sent before anybody could have filled it in."""


def make(story_id: int, *, has_waited: bool = False) -> str:
    """A token for the form of a story. Whoever `has_waited` before (an older form) need not wait again."""
    return _form.sign(f"{story_id}.{int(has_waited)}")


def check(token: str, story_id: int) -> None:
    """Raises `TokenWrong`, `TokenOld` or `TooQuick` unless the form may be taken."""
    try:
        story, waited = _form.unsign(token).split(".")
    except (BadSignature, ValueError) as error:
        raise TokenWrong from error
    if story != str(story_id):
        raise TokenWrong
    if _is_older(token, LASTS_SECONDS):
        raise TokenOld
    if waited == "0" and not _is_older(token, LEAST_SECONDS):
        raise TooQuick


def _is_older(token: str, seconds: int) -> bool:
    try:
        _form.unsign(token, max_age=seconds)
    except SignatureExpired:
        return True
    return False


def make_sent(story_id: int) -> str:
    """What the page that says thank you is opened with, so that nobody is thanked for what they have not sent."""
    return _sent.sign(str(story_id))


def was_sent(token: str, story_id: int) -> bool:
    try:
        return _sent.unsign(token, max_age=SENT_SECONDS) == str(story_id)
    except BadSignature:
        return False


def comes_from_elsewhere(headers: Mapping[str, str], *, host: str) -> bool:
    """Whether the browser says that a form was sent from another site (Fetch Metadata; else RFC 6454's Origin).

    A browser that says nothing is old, and a program may say anything: neither is refused for it.
    """
    if site := headers.get("Sec-Fetch-Site", ""):
        return site not in ("same-origin", "none")
    origin = headers.get("Origin", "")
    return origin not in ("", "null") and urlsplit(origin).netloc != host
