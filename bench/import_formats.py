"""Files of each format that holds many stories, imported by `import_stories` as a program of its own: its memory and
that of the process that reads, for a file and for one that is ten times as long.

    .venv/bin/python -m bench.import_formats [STORIES] [FORMAT ...]    # 2,000 and 20,000 if nothing is said
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import database, wire_files
from bench.watching import ROOT, Watched, watched

STORIES = 2_000
TIMES = 10
MOST_MEMORY = 300  # MB
NAME = "newsroom_bench_import_formats"


def main() -> None:
    stories = int(next((said for said in sys.argv[1:] if said.isdigit()), STORIES))
    os.environ[database.TEST_VARIABLE] = "1"
    environment = os.environ | {"DATABASE_URL": database.made(NAME, anew=True), "DEMO": "1", "DEBUG": "0"}
    environment["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    subprocess.run([sys.executable, "-m", "bench.import_wxr_rows", "prepare"], env=environment, cwd=ROOT, check=True)
    for format in [said for said in sys.argv[1:] if said in wire_files.WRITERS] or wire_files.WRITERS:
        short = _imported(format, range(stories), environment)
        long = _imported(format, range(stories, stories * (TIMES + 1)), environment)
        ratio = max(long.curve) / max(short.curve)
        print(
            f"{format:10} {stories} stories: {short}; {stories * TIMES}: {long} (promised: below {MOST_MEMORY}).\n"
            f"{'':10} {ratio:.2f} times the memory for {TIMES} times the stories, {stories * TIMES / long.wall:.0f}/s",
            flush=True,
        )
    database.drop(NAME)


def _imported(format: str, numbers: range, environment: dict[str, str]) -> Watched:
    with tempfile.TemporaryDirectory(prefix="wire-") as folder:
        path = Path(folder, "stories.txt")
        wire_files.write(path, format, numbers)
        command = [sys.executable, "manage.py", "import_stories", str(path), "--format", format, "--source", format]
        return watched(command, environment)


if __name__ == "__main__":
    main()
