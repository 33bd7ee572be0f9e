"""The complete export and taking it in, as programs of their own: memory for a newsroom and for one ten times as large.

.venv/bin/python -m bench.moving [STORIES]     # 2,000 and 20,000 if nothing is said
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import database
from bench.watching import ROOT, Watched, watched

STORIES = 2_000
TIMES = 10
INCOMPLETE = 1  # exit status: the demo's pictures are in another program's memory


def main() -> None:
    stories = int(next((said for said in sys.argv[1:] if said.isdigit()), STORIES))
    os.environ[database.TEST_VARIABLE] = "1"
    found = [_moved(stories), _moved(stories * TIMES)]
    for what, (short, long) in zip(("export", "taking in"), zip(*found, strict=True), strict=True):
        ratio = max(long.curve) / max(short.curve)
        print(f"{what:10} {stories} stories: {short}; {stories * TIMES}: {long}; {ratio:.2f} times the memory")


def _moved(stories: int) -> tuple[Watched, Watched]:
    """The export of so many stories, and taking it in."""
    name = f"newsroom_bench_moving_{stories}"
    with tempfile.TemporaryDirectory(prefix="moving-") as folder:
        target = str(Path(folder, "export"))
        there, here = (_environment(f"{name}{end}") for end in ("", "_in"))
        _manage(there, "demo", "--articles", str(stories), "--verbosity", "0")
        exported = watched([sys.executable, "manage.py", "export_stories", target], there, fine=(0, INCOMPLETE))
        taken = watched([sys.executable, "manage.py", "import_stories", target], here, fine=(0, INCOMPLETE))
        for end in ("", "_in"):
            database.drop(f"{name}{end}")
    return exported, taken


def _environment(name: str) -> dict[str, str]:
    """That of a program with a new database, which has tables alone."""
    made = os.environ | {"DATABASE_URL": database.made(name, anew=True), "DEMO": "1", "DEBUG": "0"}
    made |= {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    _manage(made, "migrate", "--verbosity", "0")
    return made


def _manage(environment: dict[str, str], *command: str) -> None:
    subprocess.run([sys.executable, "manage.py", *command], env=environment, cwd=ROOT, check=True, stdout=sys.stderr)


if __name__ == "__main__":
    main()
