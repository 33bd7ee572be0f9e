"""A program that runs beside this one: how long it takes, what processor time, and how its memory goes."""

from __future__ import annotations

import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.memory import proportional
from bench.processor import seconds

EVERY = 0.2  # seconds
ROOT = Path(__file__).resolve().parent.parent


@dataclass
class Watched:
    """Seconds, and its memory in MB from beginning to end, with that of the processes below it."""

    wall: float = 0.0
    own: float = 0.0
    curve: list[int] = field(default_factory=list)

    def __str__(self) -> str:
        middle, end = self.curve[len(self.curve) // 2], self.curve[-1]
        return f"memory {middle} MB halfway, {end} at the end, at most {max(self.curve)}"


def watched(command: Sequence[str], environment: Mapping[str, str], *, fine: Sequence[int] = (0,)) -> Watched:
    """Raises AssertionError for any other exit status than the `fine` ones."""
    began, taken = time.monotonic(), Watched()
    with tempfile.TemporaryFile() as said:
        running = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=said, stderr=said)
        while running.poll() is None:
            time.sleep(EVERY)
            if size := proportional(running.pid):
                taken.curve.append(size // 2**20)
                taken.own = seconds(running.pid) or taken.own
        said.seek(0)
        assert running.returncode in fine, said.read()[-2000:]
    taken.wall = time.monotonic() - began
    return taken
