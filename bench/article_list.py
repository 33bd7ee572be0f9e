"""The list of stories with a hundred thousand against the list with a thousand: as many queries, as much time."""

from __future__ import annotations

import json
import subprocess
import sys

from bench.database import use

SIZES = (1_000, 100_000)
MOST_RATIO, MOST_QUERIES = 1.5, 12
LISTS = {
    "all": "",
    "drafts": "state=draft",
    "live": "state=live",
    "one section": "in=economy",
    "Arabic": "language=ar",
    "due": "due=by_tonight",
    "waiting for me": "for=waiting",
    "mine": "for=mine",
    "a common word": "q=water",
    "a word of most stories": "q=the",
    "a begun word": "q=cou",
    "what is not said": "q=-water",
    "words that are rare together": "q=water council school",
    "a phrase": 'q="olive harvest" -school',
    "a word and a filter": "q=water&state=draft",
    "nothing found": "q=zzyzx",
    "by headline": "o=1",
    "by state": "o=3",
}


def main() -> None:
    small, large = (_run(size) for size in SIZES)
    print(f"The list of stories: {SIZES[1]:,} against {SIZES[0]:,}\n")
    worst = 0.0
    for name, (cost, queries, rows) in large.items():
        before, _queries, rows_before = small[name]
        ratio = cost / before
        alike = rows == rows_before
        worst = max(worst, ratio if alike else 0.0)
        note = "" if alike else f"  ({rows} rows against {rows_before})"
        print(f"{name:32} {before:7.1f} ms {cost:7.1f} ms  ratio {ratio:5.2f} {queries:4} queries{note}")
    print(f"\nLargest ratio of lists with as many rows: {worst:.2f}, at most {MOST_RATIO} is promised;")
    print(f"most queries: {max(row[1] for row in large.values())}, at most {MOST_QUERIES} are promised.")


def _run(size: int) -> dict:
    """Each size has a process and a database of its own."""
    arguments = [argument for argument in sys.argv[1:] if argument == "--fresh"]
    command = [sys.executable, "-m", "bench.article_list", str(size), *arguments]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


def measure(size: int) -> dict[str, tuple[float, int, int]]:
    """Milliseconds, queries and rows of each list for each person."""
    use(f"list_{size}")
    from bench.lists import costs  # noqa: PLC0415 - needs Django set up

    return costs(size, lists=LISTS)


if __name__ == "__main__":
    if sizes := [argument for argument in sys.argv[1:] if argument.isdigit()]:
        print(json.dumps(measure(int(sizes[0]))))
    else:
        main()
