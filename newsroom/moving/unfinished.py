"""Where an export is written before it has its name: told from all else, and cleared away when its program has died."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp

OLD = 24 * 60 * 60  # seconds: by then one that nobody ever held is nobody's
_LOCK = ".writing"  # held by whoever writes; the system lets go of it when that program ends, however it ends
_SUFFIX = ".unfinished"
_ROOM = re.compile(r"\..+-[a-z0-9_]{8}\.unfinished")


@contextmanager
def room(destination: Path) -> Iterator[Path]:
    """A folder beside the destination, gone when the block ends; what dead programs left of theirs is gone before."""
    _clear(destination)
    made = Path(mkdtemp(prefix=_prefix(destination), suffix=_SUFFIX, dir=destination.parent))
    try:
        with _held(made):
            yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def is_unfinished(path: Path) -> bool:
    """Whether something lies in such a folder, or is one."""
    return any(_ROOM.fullmatch(part) for part in Path(os.path.abspath(path)).parts)


def _prefix(destination: Path) -> str:
    return f".{destination.name[:60]}-"


def _clear(destination: Path) -> None:
    with suppress(OSError), os.scandir(destination.parent) as found:
        for left in [Path(entry.path) for entry in found if _is_of(destination, entry)]:
            if _is_dead(left):
                shutil.rmtree(left, ignore_errors=True)


def _is_of(destination: Path, entry: os.DirEntry) -> bool:
    prefix = _prefix(destination)
    is_named_so = entry.name.startswith(prefix) and len(entry.name) == len(prefix) + 8 + len(_SUFFIX)
    return is_named_so and bool(_ROOM.fullmatch(entry.name)) and entry.is_dir(follow_symlinks=False)


def _is_dead(found: Path) -> bool:
    try:
        with (found / _LOCK).open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
    except FileNotFoundError:  # another one is just beginning, or never came that far
        return time.time() - found.stat().st_mtime > OLD
    except OSError:  # somebody holds it
        return False


@contextmanager
def _held(made: Path) -> Iterator[None]:
    """It is held before it has its name, so that nobody finds it free."""
    nameless = made / f"{_LOCK}-new"
    with nameless.open("xb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        nameless.rename(made / _LOCK)
        yield
