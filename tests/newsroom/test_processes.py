import sys
import time

import pytest

from newsroom import processes

IGNORES_SIGTERM = "import signal, time; signal.signal(15, signal.SIG_IGN); print(1, flush=True); time.sleep(60)"
HAS_A_CHILD = "import subprocess, time; subprocess.Popen(['sleep', '60']); time.sleep(60)"


def test_check_names_the_program_that_ended():
    programs = {"worker": processes.start([sys.executable, "-c", "raise SystemExit(3)"])}
    programs["worker"].wait()

    with pytest.raises(processes.ProgramEnded) as failure:
        processes.check(programs)

    assert str(failure.value) == "The worker has ended (exit code 3); everything else was stopped."


def test_check_is_content_while_all_run():
    programs = {"worker": processes.start(["sleep", "60"])}

    processes.check(programs)

    processes.stop(programs)


def test_stop_ends_a_program_at_once():
    programs = {
        "one": processes.start(["sleep", "60"]),
        "two": processes.start([sys.executable, "-c", HAS_A_CHILD]),
    }
    before = time.monotonic()

    processes.stop(programs)

    assert time.monotonic() - before < processes.PATIENCE_SECONDS
    assert [program.returncode for program in programs.values()] == [-15, -15]


def test_stop_insists_when_a_program_does_not_listen(monkeypatch):
    monkeypatch.setattr(processes, "PATIENCE_SECONDS", 0.5)
    program = processes.start([sys.executable, "-c", IGNORES_SIGTERM])
    time.sleep(0.3)

    processes.stop({"deaf": program})

    assert program.returncode == -9
