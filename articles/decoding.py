"""Asks the decoder, a process of its own with little memory and time, about files that people sent.

Nothing else in the newsroom decodes a picture: a file that takes all memory or never ends takes only that process.
"""

from __future__ import annotations

import fcntl
import json
import logging
import os
import random
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from .decoder.opening import LONGEST_SIDE, MOST_BYTES, MOST_FRAMES, MOST_PIXELS, Reason

DECODERS = 2  # at once on this machine, whoever asks; the others wait for their turn
MEMORY = 300 * 1024**2  # bytes of address space: 50 megapixels of PNG need 240
SECONDS_TO_INSPECT = 5  # of CPU
SECONDS_TO_RENDER = 30
PATIENCE = 4  # times as long by the clock: the machine may be busy

logger = logging.getLogger(__name__)


class PictureRefused(ValueError):
    """A file that is no picture we take; its text is for the person who sent it."""


class DecoderFailed(OSError):
    """The decoder itself did not work, so that nothing is known of the picture; its text is a sentence."""


@dataclass(frozen=True)
class Inspected:
    """An accepted picture: its upright size in pixels, and what `articles.decoder.inspecting` found in it."""

    width: int
    height: int
    media_type: str
    focal: tuple[float, float]
    likeness: str
    said: Mapping[str, Any]


@dataclass(frozen=True)
class Rendered:
    """A rendition as a file in a folder: what it is for, its pixels, its type and the SHA-256 of its bytes."""

    use: str
    file: str
    width: int
    height: int
    media_type: str
    sha256: str


def inspect(path: str | Path) -> Inspected:
    """Decodes a file to its end, whatever it is called, and says what is in it.

    Raises `PictureRefused` for another format, a broken or truncated file, and one beyond the decoder's limits, and
    `DecoderFailed` where none of that is known.
    """
    return Inspected(**_asked({"task": "inspect", "path": str(path)}, seconds=SECONDS_TO_INSPECT))


def render(path: str | Path, folder: str | Path, *, cuts: Iterable[Mapping], rights: Mapping) -> list[Rendered]:
    """Writes the renditions of an inspected file into a folder; `cuts` and `rights` are as in
    `articles.decoder.rendering.render`. Raises as `inspect` does, and OSError for a full disk."""
    task = {"task": "render", "path": str(path), "folder": str(folder), "cuts": list(cuts), "rights": dict(rights)}
    return [Rendered(**row) for row in _asked(task, seconds=SECONDS_TO_RENDER)]


def refusal(reason: Reason) -> PictureRefused:
    """The refusal with its sentence."""
    return PictureRefused(_sentence(reason))


def _sentence(reason: Reason) -> str:
    match reason:
        case Reason.EMPTY:
            return _("The file is empty.")
        case Reason.BYTES:
            return _("The file is larger than %(most)s MB.") % {"most": MOST_BYTES // 1024**2}
        case Reason.FORMAT:
            return _("This is not a JPEG, PNG, WebP, AVIF or GIF picture.")
        case Reason.PIXELS:
            return _("The picture has more than %(pixels)s million pixels, or more than %(side)s on a side.") % {
                "pixels": MOST_PIXELS // 1_000_000,
                "side": LONGEST_SIDE,
            }
        case Reason.FRAMES:
            return _("The animation has more than %(most)s frames.") % {"most": MOST_FRAMES}
        case Reason.MEMORY:
            return _("The picture takes too much memory to open. Save it smaller or as a plain JPEG, and add that.")
        case Reason.TIME:
            return _("The picture takes too long to open. Save it as a JPEG and add that.")
    return _("The picture is broken: it cannot be read to its end.")


def _asked(task: dict[str, Any], *, seconds: int) -> Any:
    limits = {"seconds": seconds, "bytes": MEMORY}
    with _turn():
        try:
            ended = subprocess.run(
                [sys.executable, "-m", "articles.decoder"],
                input=json.dumps(task | limits).encode(),
                capture_output=True,
                cwd=settings.BASE_DIR,
                env={"PATH": os.environ.get("PATH", ""), "PYTHONNOUSERSITE": "1", "LC_ALL": "C.UTF-8"},
                timeout=seconds * PATIENCE,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise refusal(Reason.TIME) from None
    return _answer(ended)


def _answer(ended: subprocess.CompletedProcess[bytes]) -> Any:
    """What the decoder said. Killed by its limits or by a decoder's fault it says nothing: the file is to blame."""
    if ended.returncode < 0:
        raise refusal(Reason.TIME)
    if ended.returncode:
        logger.error("The decoder failed: %s", ended.stderr.decode(errors="replace").strip()[-2000:])
        raise DecoderFailed(_("The program that opens pictures failed on it; the picture may be good. Try it again."))
    answer = json.loads(ended.stdout)
    if "refused" in answer:
        raise refusal(Reason(answer["refused"]))
    if "system" in answer:
        raise OSError(answer["system"], os.strerror(answer["system"]))
    return answer


@contextmanager
def _turn() -> Iterator[None]:
    """Waits until fewer than `DECODERS` are at work on this machine. A process that ends gives its turn back."""
    settings.DECODER_TURNS.mkdir(parents=True, exist_ok=True)
    files = [(settings.DECODER_TURNS / str(number)).open("w") for number in range(DECODERS)]
    try:
        if not any(_taken(file) for file in files):
            fcntl.flock(random.choice(files), fcntl.LOCK_EX)
        yield
    finally:
        for file in files:
            file.close()


def _taken(file) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
