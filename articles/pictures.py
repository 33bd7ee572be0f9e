"""Adding pictures to the library: the private original, its credits, and its renditions, all or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from . import bodies, images
from .images import PictureRefused, Prepared
from .models import Article, Image, Membership, Publication, Rendition, Revision, Section, TimedChange
from .models.image import private_name
from .rights import RANKS, Person, Role, Source
from .workflow import DeskState, Readers, RightMissing

__all__ = ["PictureRefused", "add", "may_change"]


def add(
    file: bytes | BinaryIO,
    *,
    by,
    captions: Mapping[str, str] | None = None,
    alternatives: Mapping[str, str] | None = None,
    credit: str = "",
    source: str = "",
    usage_terms: str = "",
    licence_expires_on: date | None = None,
    focal: tuple[float, float] = (0.5, 0.5),
) -> Image:
    """Stores a picture with its renditions; what the file was called is forgotten. `focal` is a fraction of
    width and height from the top left.

    Its files are removed if its own transaction fails: one around it, failing later, leaves them behind.
    Raises `PictureRefused` for the file or what is said of it, `RightMissing` for somebody without a desk role.
    """
    _check_may_add(by)
    content = _read(file)
    prepared = images.prepare(content)
    image = Image(
        sha256=prepared.sha256,
        width=prepared.width,
        height=prepared.height,
        captions=_clean_texts(captions),
        alternatives=_clean_texts(alternatives),
        credit=bodies.clean_line(credit),
        source=bodies.clean_line(source),
        usage_terms=bodies.clean_text(usage_terms),
        licence_expires_on=licence_expires_on,
        focal_x=focal[0],
        focal_y=focal[1],
        uploaded_by=None if isinstance(by, Source) else by,
    )
    _check_fields(image)
    with _removed_on_failure() as written, transaction.atomic():
        _take_turns(prepared.sha256)
        image.original.name = _store(private_name(image, ""), content, written=written)
        image.save(force_insert=True)
        _store_renditions(image, prepared, written=written)
    return image


def may_change(person: Person, image: Image) -> bool:
    """Whether somebody may change what is said of a picture: whoever added it, or an editor.

    No revision holds those words. So where readers have the picture, or get it with a text that somebody approved,
    it takes an editor of each of those sections: nobody else decides there what readers see.
    """
    sections = [section.family_ids() for section in _sections_of_readers(image)]
    if sections:
        return all(person.rank_in(family) >= RANKS[Role.EDITOR] for family in sections)
    return person.highest_rank >= RANKS[Role.EDITOR] or (person.highest_rank > 0 and image.uploaded_by_id == person.id)


def _sections_of_readers(image: Image) -> Iterable[Section]:
    live = Publication.objects.live().filter(pictures=image)
    pinned = _pinned_revisions().filter(
        Q(content__lead_image_id=image.pk) | Q(content__body__icontains=f'data-picture="{image.pk}"')
    )
    keys = {*live.values_list("section", flat=True), *pinned.values_list("content__section_id", flat=True)}
    return Section.objects.filter(pk__in=keys) if keys else ()


def _pinned_revisions() -> QuerySet[Revision]:
    """Texts that go before readers as they are: approved, waiting for their minute, or held until the release."""
    approved = Article.objects.filter(desk_state=DeskState.APPROVED).values("approved_revision")
    waiting = TimedChange.objects.open().publishing().values("revision")
    held = Publication.objects.filter(status=Readers.HELD).values("revision")
    return Revision.objects.filter(Q(pk__in=approved) | Q(pk__in=waiting) | Q(pk__in=held))


def _check_may_add(by) -> None:
    if not isinstance(by, Source) and not Membership.objects.person(by).highest_rank:
        raise RightMissing(_("Pictures are added by people who have a role at the desk."))


def _read(file: bytes | BinaryIO) -> bytes:
    """The file's bytes, one more than allowed at most: what is sent is not believed to be as long as it says."""
    if isinstance(file, bytes):
        return file
    file.seek(0)
    return file.read(images.MOST_BYTES + 1)


def _clean_texts(texts: Mapping[str, str] | None) -> dict[str, str]:
    cleaned = {language: bodies.clean_text(text) for language, text in (texts or {}).items()}
    return {language: text for language, text in cleaned.items() if text}


def _check_fields(image: Image) -> None:
    try:
        image.clean_fields(exclude=["original"])
    except ValidationError as problem:
        sentences = (f"{Image._meta.get_field(name).verbose_name}: {' '.join(found)}" for name, found in problem)
        raise PictureRefused(" ".join(sentences)) from None


@contextmanager
def _removed_on_failure() -> Iterator[list[str]]:
    """Names of files put into the list are removed if the block fails; a full disk leaves half a file behind."""
    written: list[str] = []
    try:
        yield written
    except BaseException:
        for name in written:
            default_storage.delete(name)
        raise


def _take_turns(sha256: str) -> None:
    """Until the transaction ends nobody else stores the same picture: both would want the same file names."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"picture {sha256}"])


def _store(name: str, content: bytes, *, written: list[str]) -> str:
    """Writes a file under exactly this name. One that is there already, without a row, was left by a crash."""
    default_storage.delete(name)
    written.append(name)
    return default_storage.save(name, ContentFile(content))


def _store_renditions(image: Image, prepared: Prepared, *, written: list[str]) -> None:
    names = [made.name for made in prepared.renditions]
    is_new = not Rendition.objects.filter(name__in=names).exists()
    salt = "" if is_new else image.original.name  # the same picture again: it lives and goes on its own
    for made in prepared.renditions:
        _store(f"renditions/{made.named(salt)}", made.content, written=written)
    Rendition.objects.bulk_create(
        Rendition(image=image, name=made.named(salt), width=made.width, height=made.height, media_type=made.media_type)
        for made in prepared.renditions
    )
