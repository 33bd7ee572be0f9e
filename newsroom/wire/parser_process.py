"""The parser at work: a process that is started, asked, and ended."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from threading import Event, Timer
from typing import IO

from django.conf import settings

_PLAIN = {
    "PYTHONNOUSERSITE": "1",
    "LC_ALL": "C.UTF-8",
    "DJANGO_SETTINGS_MODULE": "newsroom.wire.parser.settings",
}


class TookTooLong(Exception):
    """It has not answered in time."""


class ParserProcess:
    """`python -m newsroom.wire.parser`, as long as it is needed."""

    def __init__(self) -> None:
        self._words = tempfile.TemporaryFile()  # noqa: SIM115 - what it says of itself, closed by `end`
        try:
            self._program = subprocess.Popen(
                [sys.executable, "-m", "newsroom.wire.parser"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._words,
                cwd=settings.BASE_DIR,
                env=_PLAIN | {"PATH": os.environ.get("PATH", "")},
                start_new_session=True,  # so that its child is ended with it
            )
        except OSError:
            self._words.close()
            raise

    def ask(self, task: bytes, *, seconds: float) -> tuple[bytes, int]:
        """What it answers within some seconds, and how its child has ended: below 0 by a signal. Raises `TookTooLong`,
        and OSError or ValueError where it answers as it never should; then there is nothing more to be asked of it."""
        asking, answering = self._program.stdin, self._program.stdout
        assert asking
        assert answering
        is_over = Event()
        alarm = Timer(seconds, self._cut_off, [is_over])
        alarm.daemon = True
        alarm.start()
        try:
            asking.write(task)
            asking.flush()
            return _answer(answering)
        except (OSError, ValueError):
            if is_over.is_set():
                raise TookTooLong from None
            raise
        finally:
            alarm.cancel()

    def last_words(self) -> str:
        self._words.seek(0)
        return self._words.read().decode(errors="replace").strip()[-2000:]

    def end(self) -> None:
        self._kill()
        for stream in (self._program.stdin, self._program.stdout, self._words):
            with suppress(OSError):  # what it was not there to hear
                stream.close()  # type: ignore[union-attr]
        self._program.wait()

    def _cut_off(self, is_over: Event) -> None:
        is_over.set()
        self._kill()

    def _kill(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self._program.pid, signal.SIGKILL)


def _answer(said: IO[bytes]) -> tuple[bytes, int]:
    """Pieces, each with its length before it, and how the child has ended."""
    pieces: list[bytes] = []
    while True:
        length, *others = map(int, said.readline(40).split())
        if not length:
            [code] = others
            return b"".join(pieces), code
        pieces.append(said.read(length))
