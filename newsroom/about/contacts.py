"""How readers reach the newsroom: read, and changed with the right, the version and the edition together."""

from __future__ import annotations

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from articles.models import Edition
from articles.texts import clean_line
from articles.turns import take_turns
from articles.workflow import MoveIncomplete, StaleRevision

from .models import LONGEST_TELEPHONE, ContactVersion
from .writing import check_may_write

TEXTS = ("mail", "telephone", "postal_address", "profiles")
LONGEST_ADDRESS, LONGEST_PROFILE, MOST_PROFILES = 200, 200, 20
_TELEPHONE = re.compile(r"[+]?[0-9(][0-9 ()/.-]+")
_is_web_address = URLValidator(schemes=["https", "http"])


def newest() -> ContactVersion:
    """What is in force: the desk's last word; before its first, what the settings say."""
    return ContactVersion.objects.first() or first()


def newest_rows() -> QuerySet:
    """The desk's last word as JSON, if it has said one."""
    return ContactVersion.objects.order_by("-number").values(row=JSONObject(**{name: name for name in TEXTS}))[:1]


def first() -> ContactVersion:
    """What the settings say, as version 0."""
    return ContactVersion(
        number=0,
        mail=settings.NEWSROOM_MAIL,
        telephone=settings.NEWSROOM_TELEPHONE,
        postal_address=dict(settings.NEWSROOM_ADDRESS),
        profiles=list(settings.NEWSROOM_PROFILES),
    )


def change(contact: ContactVersion, *, by, number: int) -> ContactVersion:
    """Stores what the contact says as the next version; readers have it at once. `number` is the version that the
    person has read, 0 for what the settings say.

    Raises `RightMissing`, `StaleRevision` where somebody else was quicker, and `MoveIncomplete` for what nobody could
    be reached by and where nothing was changed.
    """
    with transaction.atomic():
        check_may_write(by)
        _clean(contact)
        take_turns("newsroom contacts")  # of the first version there is no row to lock
        before = newest()
        if before.number != number:
            raise StaleRevision(_("Somebody has changed this page since you opened it. Look at it again."))
        if all(getattr(contact, name) == getattr(before, name) for name in TEXTS):
            raise MoveIncomplete(_("Nothing was changed."))
        contact.number, contact.by = number + 1, by
        contact.save(force_insert=True)
        Edition.bump()
    return contact


def _clean(contact: ContactVersion) -> None:
    contact.mail, contact.telephone = clean_line(contact.mail), clean_line(contact.telephone)
    contact.profiles = [clean_line(address) for address in contact.profiles]
    lines = {code: clean_line(text) for code, text in contact.postal_address.items()}
    contact.postal_address = {code: line for code, line in lines.items() if line}
    if contact.mail:
        _check(validate_email, contact.mail, _("That is not a mail address: %(text)s."))
    if contact.telephone and (
        len(contact.telephone) > LONGEST_TELEPHONE or not _TELEPHONE.fullmatch(contact.telephone)
    ):
        raise MoveIncomplete(_("A telephone number has digits, spaces and + ( ) / . - in it, and nothing else."))
    if any(len(line) > LONGEST_ADDRESS for line in lines.values()):
        raise MoveIncomplete(_("The address is too long."))
    if len(contact.profiles) > MOST_PROFILES or any(len(one) > LONGEST_PROFILE for one in contact.profiles):
        raise MoveIncomplete(_("These are too many accounts, or their addresses are too long."))
    for address in contact.profiles:
        _check(_is_web_address, address, _("That is not an address that begins with https://: %(text)s."))


def _check(validator, text: str, sentence: str) -> None:
    try:
        validator(text)
    except ValidationError:
        raise MoveIncomplete(sentence % {"text": text[:60]}) from None
