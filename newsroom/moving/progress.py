"""One line on a terminal: how far an import is, how fast, and how long it will take."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable

from newsroom.wire.filing import Outcome

from .report import Record

EVERY_SECONDS = 0.2
BAR = 20  # signs
SURE_AFTER = 3.0  # seconds: before that nobody can say how long it takes


class Progress:
    """`share` says how much of all bytes was read, from 0 to 1. Nothing is shown where nobody looks."""

    def __init__(self, stream, *, is_shown: bool, share: Callable[[], float] = lambda: 0.0):
        self.stream, self.is_shown, self.share = stream, is_shown, share
        self.started, self.counts, self.told = time.monotonic(), Counter[Outcome](), 0.0
        self.width = 0

    def show(self, record: Record) -> None:
        self.counts[record.outcome] += 1
        now = time.monotonic()
        if self.is_shown and now - self.told > EVERY_SECONDS:
            self.told = now
            self._write(line(self.counts, seconds=now - self.started, share=self.share()))

    def end(self) -> None:
        if self.is_shown and self.told:
            self._write("")
            self.stream.write("\r", ending="")

    def _write(self, text: str) -> None:
        self.stream.write("\r" + text.ljust(self.width), style_func=str, ending="")  # not as red as a fault
        self.stream.flush()
        self.width = len(text)


def line(counts: Counter[Outcome], *, seconds: float, share: float) -> str:
    """What stands on the terminal."""
    done = counts.total()
    parts = [f"{done} records", f"{done / max(seconds, 0.001):.0f}/s"]
    if counts[Outcome.FAILED]:
        parts.append(f"{counts[Outcome.FAILED]} failed")
    if not 0 < share <= 1:
        return ", ".join(parts)
    filled = int(share * BAR)
    bar = f"[{'#' * filled}{'.' * (BAR - filled)}] {share:4.0%}"
    if seconds > SURE_AFTER and share < 1:
        parts.append(f"{_duration(seconds / share - seconds)} left")
    return f"{bar} {', '.join(parts)}"


def _duration(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
