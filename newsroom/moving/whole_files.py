"""Files that are there whole or not at all, whatever ends the writing: what was there before stays until then."""

from __future__ import annotations

import json
import os
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

_MODE = 0o644


def write_whole(target: Path, write: Callable[[BinaryIO], object]) -> None:
    """Lets `write` fill a file that then takes the name of the target. Raises OSError."""
    place = Path(os.path.realpath(target))
    if _is_no_file(place):  # a terminal, a pipe: there is nothing to be replaced
        with place.open("wb") as stream:
            write(stream)
        return
    with tempfile.NamedTemporaryFile(dir=place.parent, prefix=f".{place.name[:50]}-", delete=False) as kept:
        try:
            write(kept)  # type: ignore[arg-type]
            kept.flush()
            os.chmod(kept.name, _MODE)
            os.replace(kept.name, place)
        except BaseException:
            os.unlink(kept.name)
            raise


def write_json(target: Path, value: Any) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=2) + "\n"
    write_whole(target, lambda stream: stream.write(text.encode(errors="replace")))


def _is_no_file(place: Path) -> bool:
    try:
        return not stat.S_ISREG(place.stat().st_mode)
    except FileNotFoundError:
        return False
