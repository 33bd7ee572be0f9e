import os
import sys
from pathlib import Path

import pytest

from newsroom.moving.targets import problem_with


def problem(target):
    return problem_with(target, option="report", what="the report")


def test_what_can_be_written_is_no_problem(tmp_path):
    (tmp_path / "there.json").write_text("{}")
    (tmp_path / "link.json").symlink_to(tmp_path / "there.json")
    os.mkfifo(tmp_path / "pipe")

    assert [problem(tmp_path / name) for name in ("new.json", "there.json", "link.json", "pipe")] == [""] * 4


def test_what_cannot_be_written_is_told(tmp_path):
    assert problem(tmp_path) == f"--report names a folder, {tmp_path}: name a file in it."
    assert problem(tmp_path / "a" / "b") == f"There is no folder {tmp_path / 'a'} to write the report to."


@pytest.mark.skipif(sys.platform != "linux", reason="root may write anywhere else")
def test_folder_that_nobody_may_write_to_is_told():
    assert problem(Path("/proc/sys/report.json")) == "--report: you may not write to /proc/sys."
