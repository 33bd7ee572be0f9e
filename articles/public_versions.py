"""The versions of a live story that readers may compare: kept when published, emptied with the story, struck for good.

Every text that readers had is one, a mended slip included: a list with holes would be none. What was saved and never
published is none, and of what was published before the newsroom switched this on only the text that was replaced.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from . import bodies, copying
from .freezing import NO_TEXT
from .models import Article, Edition, Membership, Publication, PublishedVersion, Revision
from .rights import RANKS, Person, Role
from .workflow import MoveIncomplete, Readers, RightMissing


def keep(publication: Publication, *, kind: str, at: datetime, before: tuple[Revision, datetime] | None) -> None:
    """Keeps the text that a publication has just got, in the caller's transaction, where the newsroom shows versions.
    `before` is the text that it had, with its moment: kept as well if no version was yet."""
    if not settings.PUBLIC_VERSIONS:
        return
    last = publication.public_versions.order_by("-number").values_list("number", flat=True).first() or 0
    if not last and before:
        last = 1
        _version(publication, before[0], number=1, at=before[1]).save()
    _version(publication, publication.revision, number=last + 1, at=at, kind=kind).save()


def keep_first(publications: Iterable[Publication], *, kind: str, at: datetime) -> None:
    """Keeps the first text of publications that are new, as `keep` does each."""
    if settings.PUBLIC_VERSIONS:
        copying.store([_version(one, one.revision, number=1, at=at, kind=kind) for one in publications])


def give_back(publication: Publication) -> None:
    """Fills the versions of a story that is live again from their revisions, but for those that were struck."""
    for version in publication.public_versions.filter(struck_at=None).select_related("revision"):
        _fill(version)
        version.save(update_fields=list(NO_TEXT))


def strike(version: PublishedVersion, *, by, reason: str) -> None:
    """Takes the words of one version from readers for ever; that there was one stays. For what a court or the law
    asks for. Raises `RightMissing` unless the person is a chief where the story is, `MoveIncomplete` without reason."""
    reason = bodies.clean_text(reason)
    with transaction.atomic():
        Article.objects.locked().get(pk=version.publication.article_id)
        row = PublishedVersion.objects.select_related("publication__section").get(pk=version.pk)
        if not may_strike(Membership.objects.person(by), row):
            raise RightMissing(_("A version is struck by a chief of the section that the story is in."))
        if not reason:
            raise MoveIncomplete(_("Say why: the reason is kept."))
        if row.struck_at:
            raise MoveIncomplete(_("It was struck before."))
        row.struck_at, row.struck_by, row.struck_because = timezone.now(), by, reason
        for name, nothing in NO_TEXT.items():
            setattr(row, name, nothing)
        row.save()
        Edition.bump()


def may_strike(person: Person, version: PublishedVersion) -> bool:
    return person.rank_in(version.publication.section.family_ids()) >= RANKS[Role.CHIEF]


def _version(
    publication: Publication, revision: Revision, *, number: int, at: datetime, kind: str = ""
) -> PublishedVersion:
    version = PublishedVersion(publication=publication, revision=revision, number=number, published_at=at, kind=kind)
    if publication.status == Readers.LIVE:
        _fill(version)
    return version


def _fill(version: PublishedVersion) -> None:
    content = version.revision.content
    version.headline, version.standfirst = content["headline"], content["standfirst"]
    version.body_html = bodies.sanitise(content["body"])
