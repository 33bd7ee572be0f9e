"""Files of pictures: written before the row that speaks of them, removed after it has gone."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from django.core.files.base import File
from django.core.files.storage import Storage, default_storage, storages
from django.db import transaction

from .. import turns
from ..decoder.opening import MOST_BYTES, Reason
from ..decoding import refusal
from ..models import Rendition

RENDITIONS = "renditions"  # the folder in private storage
CHUNK = 64 * 1024

logger = logging.getLogger(__name__)


def private_path(name: str) -> str:
    """Where a rendition lies in private storage."""
    return f"{RENDITIONS}/{name}"


def public() -> Storage:
    """The storage that readers are served from."""
    return storages["public"]


@contextmanager
def on_disk(file: bytes | BinaryIO) -> Iterator[Path]:
    """The file as one on this machine's disk, for as long as the block runs; never whole in memory.

    Raises `PictureRefused` for one that is larger than allowed, whatever it says of its size.
    """
    with tempfile.NamedTemporaryFile(prefix="picture-") as kept:
        size = 0
        for chunk in _chunks(file):
            size += len(chunk)
            if size > MOST_BYTES:
                raise refusal(Reason.BYTES)
            kept.write(chunk)
        kept.flush()
        yield Path(kept.name)


def _chunks(file: bytes | BinaryIO) -> Iterator[bytes]:
    if isinstance(file, bytes):
        yield file
        return
    file.seek(0)
    while chunk := file.read(CHUNK):
        yield chunk


@contextmanager
def removed_on_failure(remove: Callable[[list[str]], None]) -> Iterator[list[str]]:
    """Names of files put into the list are given to `remove` if the block fails; a full disk leaves half a file.

    A storage that does not answer removes nothing either: `checking` finds what is left."""
    written: list[str] = []
    try:
        yield written
    except BaseException:
        with suppress(OSError):
            remove(written)
        raise


def remove_originals(names: Iterable[str]) -> None:
    for name in names:
        default_storage.delete(name)


def remove_public(names: Iterable[str]) -> None:
    """Removes files that were to be public, by whoever has the turn to write them."""
    for name in names:
        public().delete(name)


@contextmanager
def copied_to_disk(name: str) -> Iterator[Path]:
    """A file of private storage as one on this machine's disk. Raises OSError where it is not there."""
    with default_storage.open(name) as stored, on_disk(stored) as path:
        yield path


def store(name: str, source: Path, *, storage: Storage = default_storage) -> None:
    """Writes a file under exactly this name. What is there already, without a row, was left by a crash."""
    storage.delete(name)
    with source.open("rb") as content:
        storage.save(name, File(content))


def is_whole(name: str, *, size: int) -> bool:
    """Whether private storage has a rendition to its end."""
    return _size(default_storage, private_path(name)) == size


def is_public_whole(name: str, *, size: int) -> bool:
    """Whether public storage has one; where nobody has counted its bytes (0), whether it has any."""
    found = _size(public(), name)
    return found == size if size else found is not None


def _size(storage: Storage, name: str) -> int | None:
    try:
        return storage.size(name) if storage.exists(name) else None
    except FileNotFoundError:
        return None


def take_turns(names: Iterable[str]) -> None:
    """Until the transaction ends nobody else writes or removes files of these names."""
    turns.take_turns(*(f"picture file {name}" for name in names))


def sweep(names: Iterable[str]) -> None:
    """Removes the files of rows that have gone or are public no more. Call it once that is committed. What a storage
    that does not answer keeps, readers get no more, and `checking` finds."""
    try:
        remove(names)
    except OSError as problem:
        logger.error("Files of pictures could not be removed, check_media will do it: %s", problem)  # noqa: TRY400


def remove(names: Iterable[str]) -> None:
    """Does that. Raises OSError for a storage that does not answer."""
    names = set(names)
    if not names:
        return
    with transaction.atomic():
        take_turns(names)
        rows = Rendition.objects.filter(name__in=names)
        remove_public(names - set(rows.filter(is_public=True).values_list("name", flat=True)))
        for name in names - set(rows.values_list("name", flat=True)):
            default_storage.delete(private_path(name))
