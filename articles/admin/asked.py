"""What a move's form hands over, field by field: text as it was posted to what the verb takes.

Each parser raises `MoveIncomplete` with a sentence. None means that nothing was given.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

from django.contrib.auth import get_user_model
from django.http import QueryDict
from django.utils.translation import gettext as _

from .. import bodies, timed
from ..models import Article
from ..workflow import TIMED_MOVES, Action, MoveIncomplete
from .keys import key_of, revision_number_of

LONGEST_TEXT = 5000
_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)
NOBODY = "0"


def revision_named(value: str) -> str:
    """A revision's number or digest; what is neither names a revision that is not there."""
    is_name = not value or revision_number_of(value) is not None or _DIGEST.fullmatch(value)
    return value if is_name else "?"


def text(posted: QueryDict, name: str) -> str:
    """Words of a person, tidied; more than LONGEST_TEXT characters are refused."""
    words = bodies.clean_text(posted.get(name, ""))
    if len(words) > LONGEST_TEXT:
        raise MoveIncomplete(_("This text is too long: at most %(longest)s characters.") % {"longest": LONGEST_TEXT})
    return words


def word(posted: QueryDict, name: str) -> str:
    """One of a few known words, or a zone's name; the verb knows which."""
    return bodies.clean_line(posted.get(name, ""))[:100]


def timed_action(posted: QueryDict, name: str) -> str:
    """What happens at its minute, a publish if nothing says otherwise; a program may also name it as the
    `action`, or a hold or retraction as the `kind`."""
    kind = word(posted, "kind")
    return word(posted, name) or word(posted, "action") or (kind if kind in TIMED_MOVES else Action.PUBLISH.value)


def revision(posted: QueryDict, name: str) -> str | None:
    return revision_named(posted.get(name, "")) or None


def number(posted: QueryDict, name: str) -> int | None:
    value = posted.get(name, "")
    if not value:
        return None
    if (key := key_of(value)) is None:
        raise MoveIncomplete(_("“%(value)s” is not a number.") % {"value": value[:40]})
    return key


def numbers(posted: QueryDict, name: str) -> list[int]:
    keys = [key for value in posted.getlist(name) if (key := key_of(value)) is not None]
    if len(keys) != len(posted.getlist(name)):
        raise MoveIncomplete(_("Name what is kept by its numbers."))
    return keys


def fold(posted: QueryDict, name: str) -> int | None:
    value = posted.get(name, "")
    if value not in ("", "0", "1"):
        raise MoveIncomplete(_("Of an hour that occurs twice, choose the first (0) or the second (1)."))
    return int(value) if value else None


def yes(posted: QueryDict, name: str) -> bool:
    return posted.get(name, "").lower() in ("1", "on", "true", "yes")


def person(posted: QueryDict, name: str):
    """Somebody by number or user name; NOBODY is nobody."""
    value = posted.get(name, "")
    named = bodies.clean_line(value)[:200]
    if not named:
        raise MoveIncomplete(_("Say who is responsible for the story."))
    if value == NOBODY:
        return None
    people = get_user_model().objects.filter(is_active=True)
    found = people.filter(pk=key_of(value)).first() or people.filter(username=named).first()
    if not found:
        raise MoveIncomplete(_("Nobody at the desk is called “%(name)s”.") % {"name": named})
    return found


def moment_or_open(posted: QueryDict, name: str) -> datetime | None:
    """An instant from a local time with its `zone` and `fold`; None where no time is given."""
    typed = posted.get(name, "").strip()
    if not typed:
        return None
    zone = word(posted, "zone")
    return timed.read_moment(typed, zone=zone, fold=fold(posted, "fold"))[0]


def headline(posted: QueryDict, name: str) -> str | None:
    if name not in posted:
        return None
    line = bodies.clean_line(posted[name])
    if not line:
        raise MoveIncomplete(_("It has no headline."))
    if len(line) > Article._meta.get_field("headline").max_length:
        raise MoveIncomplete(_("This headline is too long."))
    return line


def body(posted: QueryDict, name: str) -> str | None:
    if name not in posted:
        return None
    try:
        return bodies.sanitise(posted[name])
    except (bodies.BodyTooLong, bodies.BodyTooDeep) as problem:
        raise MoveIncomplete(str(problem)) from None


Parser = Callable[[QueryDict, str], object]
