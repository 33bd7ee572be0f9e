import os
import subprocess
import sys
import time

import pytest

from newsroom.moving.unfinished import OLD, is_unfinished, room

KILLED = """
import os, sys
from pathlib import Path
from newsroom.moving.unfinished import room
with room(Path(sys.argv[1])) as made:
    (made / "export.jsonl").write_text("{}")
    os.kill(os.getpid(), 9)
"""


def killed(destination):
    subprocess.run([sys.executable, "-c", KILLED, str(destination)], check=False)
    [left] = destination.parent.glob(f".{destination.name}-????????.unfinished")
    return left


def test_what_a_killed_program_left_goes_when_the_next_begins(tmp_path):
    left, other = killed(tmp_path / "site"), killed(tmp_path / "site-of-others")

    with room(tmp_path / "site") as made:
        assert not left.exists()
        assert made.is_dir()

    assert list(tmp_path.iterdir()) == [other]


def test_what_somebody_writes_stays(tmp_path):
    with room(tmp_path / "site") as first, room(tmp_path / "site") as second:
        assert first.is_dir()
        assert first != second


def test_what_nobody_ever_held_goes_when_it_is_old(tmp_path):
    made = [tmp_path / f".site-{letter * 8}.unfinished" for letter in "ab"]
    for folder in made:
        folder.mkdir()
    os.utime(made[0], (time.time() - OLD - 60,) * 2)
    (tmp_path / ".site-cccccccc.unfinished").symlink_to(made[1])
    (tmp_path / ".site-Mine-now.unfinished").mkdir()

    with room(tmp_path / "site"):
        pass

    left = {".site-bbbbbbbb.unfinished", ".site-cccccccc.unfinished", ".site-Mine-now.unfinished"}
    assert {path.name for path in tmp_path.iterdir()} == left


@pytest.mark.parametrize(
    ("name", "is_so"),
    [
        (".site-a1_b2c3d.unfinished", True),
        (".site-a1_b2c3d.unfinished/site/export.jsonl", True),
        ("site", False),
        ("site.unfinished", False),
    ],
)
def test_what_lies_there_is_told_by_its_place(tmp_path, name, is_so):
    assert is_unfinished(tmp_path / name) is is_so
