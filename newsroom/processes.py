"""Programs that run side by side and end together."""

import os
import signal
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent
PATIENCE_SECONDS = 6


class ProgramEnded(Exception):
    """One of the programs has ended though nobody asked it to; the message names it."""


def start(command: Sequence[str]) -> subprocess.Popen:
    """Start it in a session of its own, so that Ctrl-C reaches us alone and each ends in its turn."""
    return subprocess.Popen(command, cwd=FOLDER, start_new_session=True)


def check(programs: dict[str, subprocess.Popen]) -> None:
    """Raise `ProgramEnded` if one of them runs no longer."""
    for name, program in programs.items():
        if program.poll() is not None:
            raise ProgramEnded(f"The {name} has ended (exit code {program.returncode}); everything else was stopped.")


def stop(programs: dict[str, subprocess.Popen]) -> None:
    """Ask all of them, and what they started, to end; after some seconds, make them."""
    for program in programs.values():
        _signal_group(program, signal.SIGTERM)
    deadline = time.monotonic() + PATIENCE_SECONDS
    for program in programs.values():
        with suppress(subprocess.TimeoutExpired):
            program.wait(timeout=max(0, deadline - time.monotonic()))
        _signal_group(program, signal.SIGKILL)
        program.wait()


def _signal_group(program: subprocess.Popen, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(program.pid, number)
