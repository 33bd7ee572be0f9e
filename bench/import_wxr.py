"""A WordPress site taken in by `import_stories` into an empty newsroom, as a program of its own: filed, then published;
and what the worker has to do afterwards, until all of it is found by its words.

    .venv/bin/python -m bench.import_wxr [POSTS]     # 100,000 if nothing is said

What counts beside the pace is what a story costs in processor time, and the ratio of that to a bare `bulk_create` of
the same rows in the same run: a machine that others use as well is slower in both.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bench import database, wxr
from bench.processor import seconds, server_of
from bench.watching import ROOT, watched

POSTS = 100_000
SOURCE = "WordPress"
KNOWN_AUTHORS, KNOWN_TAGS = 20, 40  # the others stay as printed, and are told
PROMISED = {False: 1000, True: 400}  # stories a second on two cores that nobody else uses
MOST_MEMORY = 300  # MB


@dataclass
class Taken:
    """What an import took; the curve is its memory in MB."""

    wall: float
    own: float
    server: float
    curve: list[int]


def main() -> None:
    posts = int(next((argument for argument in sys.argv[1:] if argument.isdigit()), POSTS))
    with tempfile.TemporaryDirectory(prefix="wxr-") as folder:
        path = Path(folder, "site.xml")
        wxr.write(path, posts)
        print(f"{posts} posts, {path.stat().st_size / 1e6:.0f} MB")
        for is_published in (False, True):
            name = f"import_{'published' if is_published else 'filed'}"
            address = database.made(f"newsroom_bench_{name}", anew=True)
            taken = _import(path, name, address, publish=is_published)
            bare = _bare(name)
            _tell(taken, bare, posts, is_published=is_published)
            _tell_of_words(address, posts)
            database.drop(f"newsroom_bench_{name}")


def _import(path: Path, name: str, address: str, *, publish: bool) -> Taken:
    environment = _environment(address)
    subprocess.run([sys.executable, "-m", "bench.import_wxr_rows", "prepare"], env=environment, cwd=ROOT, check=True)
    command = [sys.executable, "manage.py", "import_stories", str(path), "--source", SOURCE]
    server = server_of(address)
    served = seconds(server) if server else 0.0
    taken = watched([*command, *(["--publish"] if publish else [])], environment)
    return Taken(taken.wall, taken.own, seconds(server) - served if server else 0.0, taken.curve)


def _environment(address: str) -> dict[str, str]:
    own = {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    return os.environ | {database.TEST_VARIABLE: "1", "DEMO": "1", "DEBUG": "0"} | own


def _bare(name: str) -> float:
    """Seconds of processor time that storing the same rows takes, by this program and the database's."""
    environment = _environment(database.made(f"newsroom_bench_{name}"))
    command = [sys.executable, "-m", "bench.import_wxr_rows", "store"]
    return float(subprocess.run(command, env=environment, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout)


def _tell(taken: Taken, bare: float, posts: int, *, is_published: bool) -> None:
    cost = taken.own + taken.server
    start, middle, end = (taken.curve[at] for at in (len(taken.curve) // 20, len(taken.curve) // 2, -1))
    print(
        f"{'published' if is_published else 'filed':10} {posts / taken.wall:6.0f} stories/s,"
        f" {cost / posts * 1000:.2f} ms of CPU each ({taken.server / posts * 1000:.2f} in the database),"
        f" {cost / bare:.1f} times a bare bulk_create ({bare / posts * 1000:.2f} ms)\n"
        f"{'':10} memory {start}, {middle}, {end} MB, at most {max(taken.curve)} (promised: below {MOST_MEMORY})."
        f" Promised: {PROMISED[is_published]}/s on two free cores."
    )


def _tell_of_words(address: str, posts: int) -> None:
    taken = watched([sys.executable, "-m", "bench.import_wxr_rows", "index"], _environment(address))
    print(f"{'':10} found by their words {taken.wall:.0f} s later: {posts / taken.wall:.0f} stories/s by one worker")


if __name__ == "__main__":
    main()
