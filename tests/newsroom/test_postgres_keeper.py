import signal
import subprocess
import threading
import time

import pytest

from newsroom import postgres_keeper


@pytest.fixture
def program():
    """Something that ends when it is asked to, also where the tests run in the background and ignore that."""
    running = subprocess.Popen(["sleep", "60"], preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))  # noqa: PLW1509
    yield running
    running.kill()
    running.wait()


def test_stop_asks_the_process_that_is_named(program, tmp_path):
    pid_file = tmp_path / "postmaster.pid"
    pid_file.write_text(f"{program.pid}\n")
    threading.Thread(target=lambda: (program.wait(), pid_file.unlink())).start()

    postgres_keeper.stop(pid_file)

    assert program.wait(timeout=5) == -signal.SIGINT


def test_stop_leaves_alone_a_process_that_is_named_later(program, tmp_path, monkeypatch):
    monkeypatch.setattr(postgres_keeper, "PATIENCE_SECONDS", 1)
    server = subprocess.Popen(["sleep", "60"])
    pid_file = tmp_path / "postmaster.pid"
    pid_file.write_text(f"{server.pid}\n")
    threading.Thread(target=lambda: (server.wait(), pid_file.write_text(f"{program.pid}\n"))).start()

    postgres_keeper.stop(pid_file)
    time.sleep(0.2)

    assert program.poll() is None


@pytest.mark.parametrize("left", ["", "not a number\n"])
def test_stop_of_nothing_does_nothing(tmp_path, left):
    pid_file = tmp_path / "postmaster.pid"
    pid_file.write_text(left)

    assert postgres_keeper.stop(pid_file) is None
    assert postgres_keeper.stop(tmp_path / "nowhere") is None
