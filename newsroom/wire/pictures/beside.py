"""Pictures in the folder of the file that names them, or below it, and nowhere else."""

from __future__ import annotations

import errno
import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from articles import decoding
from articles.decoder.opening import MOST_BYTES, Reason

from .names import paths_of
from .taking import NotTaken

_ABSOLUTE = re.compile(r"[/\\]|[A-Za-z]:[/\\]")
_ON_THE_WEB = ("http://", "https://")


def opened_beside(folder: Path, address: str) -> BinaryIO:
    """The picture, open. One that has an address on the web may lie there by that address's path, or its last part.
    No link is followed. Raises `NotTaken`, and `PictureRefused` for one that is too large."""
    for path in _paths(address):
        if file := _opened(folder, path.split("/")):
            return file
    raise NotTaken(_("it does not lie beside its story's file"))


def _paths(address: str) -> Iterator[str]:
    """Systems differ in how they write a letter with a mark."""
    if _ABSOLUTE.match(address) or ("://" in address and not address.lower().startswith(_ON_THE_WEB)):
        return
    as_it_is = address.replace("\\", "/")
    for path in (as_it_is, *paths_of(address)):
        if ".." not in path.split("/"):
            yield from dict.fromkeys(unicodedata.normalize(form, path) for form in ("NFC", "NFD"))


def _opened(folder: Path, parts: list[str]) -> BinaryIO | None:
    try:
        file = _found(folder, parts)
    except ValueError:  # no name of a file
        return None
    except OSError as problem:
        if problem.errno == errno.EACCES:
            raise NotTaken(_("its file cannot be read: %(problem)s") % {"problem": problem.strerror}) from None
        return None
    found = os.fstat(file)
    if stat.S_ISREG(found.st_mode) and found.st_size <= MOST_BYTES:
        return os.fdopen(file, "rb")
    os.close(file)
    if stat.S_ISREG(found.st_mode):
        raise decoding.refusal(Reason.BYTES)
    return None


def _found(folder: Path, parts: list[str]) -> int:
    """Opened step by step: a folder that becomes a link meanwhile leads nowhere either."""
    with ExitStack() as ending:
        place = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        ending.callback(os.close, place)
        for part in parts[:-1]:
            place = os.open(part or ".", os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=place)
            ending.callback(os.close, place)
        return os.open(parts[-1], os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=place)
