"""Changing what the newsroom says of itself: the right, the version and the edition, together."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from articles import bodies
from articles.models import Edition, Membership
from articles.rights import RANKS, Person, Role
from articles.workflow import MoveIncomplete, RightMissing, StaleRevision

from .models import LONGEST_DESCRIPTION, LONGEST_TITLE, PageName, PolicyPage, PolicyText, PolicyVersion

TEXTS = tuple(field.name for field in PolicyText._meta.get_fields())


def may_write(person: Person) -> bool:
    """A page speaks for the whole newsroom: it takes a chief of every section, or an administrator."""
    return person.reads_everything or person.ranks.get(None, 0) >= RANKS[Role.CHIEF]


def write(page: PolicyPage, *, by, number: int) -> PolicyPage:
    """Stores a new page or a changed text as its next version; readers have it at once. `number` is the version
    that the person has read, 0 for a new page.

    Raises `RightMissing`, `StaleRevision` where somebody else was quicker, and `MoveIncomplete` for a text that
    cannot be. Nothing happens where nothing was changed.
    """
    with transaction.atomic():
        check_may_write(by)
        before = _locked(page)
        cleaned(page)
        if (before.number if before else 0) != number:
            raise StaleRevision(_("Somebody has changed this page since you opened it. Look at it again."))
        page.number = number
        if before and all(getattr(page, name) == getattr(before, name) for name in TEXTS):
            return page
        _store(page, by=by)
        Edition.bump()
    return page


def bring_back(page: PolicyPage, *, by, number: int) -> PolicyPage:
    """Makes an earlier version the text again, as a new version. Raises `RightMissing`, and
    `PolicyVersion.DoesNotExist` for a number that the page never had."""
    with transaction.atomic():
        check_may_write(by)
        now = _locked(page) or page
        version = now.versions.get(number=number)
        for name in TEXTS:
            setattr(now, name, getattr(version, name))
        cleaned(now)
        _store(now, by=by, restores=number)
        Edition.bump()
    return now


def cleaned(page: PolicyPage) -> PolicyPage:
    """The page with its texts as they are stored. Raises `MoveIncomplete` for a text that cannot be."""
    page.title, page.description = bodies.clean_line(page.title), bodies.clean_line(page.description)
    if page.name not in PageName.values or page.language not in settings.NEWSROOM_LANGUAGES:
        raise MoveIncomplete(_("There is no such page."))
    if len(page.title) > LONGEST_TITLE or len(page.description) > LONGEST_DESCRIPTION:
        raise MoveIncomplete(_("The title or the description is too long."))
    try:
        page.body = bodies.sanitise(page.body)
    except (bodies.BodyTooLong, bodies.BodyTooDeep) as problem:
        raise MoveIncomplete(str(problem)) from None
    if not page.title or bodies.is_empty(page.body):
        raise MoveIncomplete(_("A page needs a title and a text. To take it from readers, show it to nobody."))
    found = bodies.references(page.body)
    if found.pictures or found.embeds:
        raise MoveIncomplete(_("A policy page has no pictures and nothing embedded: leave them out."))
    return page


def check_may_write(by) -> None:
    """Raises `RightMissing`."""
    if not may_write(Membership.objects.person(by)):
        raise RightMissing(_("What we say of ourselves is written by a chief of every section or an administrator."))


def _locked(page: PolicyPage) -> PolicyPage | None:
    """The page as it stands, until the transaction ends."""
    return PolicyPage.objects.select_for_update().filter(name=page.name, language=page.language).first()


def _store(page: PolicyPage, *, by, restores: int | None = None) -> None:
    page.number += 1
    page.save()
    texts = {name: getattr(page, name) for name in TEXTS}
    PolicyVersion.objects.create(page=page, number=page.number, by=by, restores=restores, **texts)
