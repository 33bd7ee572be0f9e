"""Readers' pages with a million stories and with ten thousand, against a bare Django view that returns the same bytes.

    .venv/bin/python -m bench.reader_pages [STORIES] [--only="article, fresh"]

All are served side by side by the same gunicorn, and asked in turns. Exits 1 where a target is missed, and says at the
end which, by how much, and what the target is. The first time it makes the stories; `--drop` deletes the larger
newsroom at the end (a million take some GB below var/). `manage.py demo --articles` makes all of them with
`--generated`, else as many as the small newsroom has, and PostgreSQL copies what readers' pages read of those.
`--only` measures the pages whose names begin so.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from bench import database, load, multiplying, processor, stack
from newsroom.database import TEST_VARIABLE
from newsroom.run import ADDRESS

SMALL, LARGE = 10_000, 1_000_000
GENERATOR = "Demo generator"
ROUNDS = 5
ROUND_SECONDS = 0.4
FIRST = 20  # requests that show how many fit into a round
MOST_REQUESTS = 2000  # in a round
WARMING = 5  # times that the connections, which any process may take, are opened anew
MOST_GROWTH = 1.3
MOST_SEARCH_SECONDS = 0.1
QUESTIONS_EACH = 100
COMMON = ["water", "the", "meeting decision", "people", "school", "a year"]
RARE = ["honey", "tomato", "Mombasa", "olive mill", "tram", "heron"]


@dataclass(frozen=True)
class Page:
    """A kind of page: the addresses that are asked for in turns. `most` is how many times the bare view it may cost;
    `kept` whether the server may remember it."""

    name: str
    addresses: Sequence[str]
    most: float | None = None
    kept: bool = True
    known: bool = False
    packed: bool = False
    grows: bool = False


@dataclass
class Spent:
    """What some rounds of requests took: wall-clock seconds, processor seconds, and each answer's own."""

    wall: float = 0.0
    processor: float = 0.0
    each: list[float] = field(default_factory=list)

    @property
    def milliseconds(self) -> float:
        return self.processor * 1000 / len(self.each)

    @property
    def per_second(self) -> float:
        return len(self.each) / self.wall

    @property
    def p95(self) -> float:
        return sorted(self.each)[int(len(self.each) * 0.95)]


@dataclass(frozen=True)
class Site:
    """A newsroom of some size, served twice: with the page cache and without."""

    stories: int
    addresses: dict[str, list[str]]
    kept: stack.Served
    made: stack.Served
    database: int | None

    def served(self, page: Page) -> stack.Served:
        return self.kept if page.kept else self.made


def main(arguments: Sequence[str]) -> int:
    os.environ[TEST_VARIABLE] = "1"
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the servers end, too
    sizes = SMALL, next((int(argument) for argument in arguments if argument.isdigit()), LARGE)
    with ExitStack() as running, TemporaryDirectory() as bodies:
        generated = sizes[1] if "--generated" in arguments else SMALL
        made = [_filled(size, generated=min(size, generated), anew="--fresh" in arguments) for size in sizes]
        sites = [running.enter_context(_served(address, size)) for address, size in zip(made, sizes, strict=True)]
        bare = [
            running.enter_context(stack.serving(name, BENCH_BODIES=bodies)) for name in ("bench.floor", "bench.bare")
        ]
        print(f"{sizes[1]:,} stories beside {sizes[0]:,}; load of the machine {os.getloadavg()[0]:.1f}\n")
        only = next((argument.removeprefix("--only=") for argument in arguments if argument.startswith("--only=")), "")
        pages = zip(*(_pages(site.addresses, only=only) for site in sites), strict=True)
        missed = [said for pair in pages for said in _compare(pair, sites, bare=bare, bodies=Path(bodies))]
    print("\n".join(["", "Missed:", *missed] if missed else ["", "Every target is met."]))
    if "--drop" in arguments:
        database.drop(_name(sizes[1]))
    return bool(missed)


def _pages(found: dict[str, list[str]], *, only: str) -> list[Page]:
    """Those whose names begin with `only`."""
    return [page for page in _every_page(found) if page.name.startswith(only)]


def _every_page(found: dict[str, list[str]]) -> Iterator[Page]:
    one = found["articles"][:1]
    yield Page("article, remembered", one, most=0.4)
    yield Page("article, remembered, packed", one, most=0.4, packed=True)
    yield Page("article, not modified", one, most=0.4, known=True)
    yield Page("article, fresh", found["articles"], most=10)
    yield Page("old article, fresh", found["old articles"], most=10)
    yield Page("front, fresh", ["/"], most=20, kept=False)
    yield Page("section front, fresh", ["/economy/"], kept=False)
    yield Page("section list, page 2, fresh", found["top"])
    yield Page(f"section list, page {found['deep page'][0]}", found["deep"])
    yield Page("feed, fresh", ["/feed.xml"], kept=False)
    yield Page("search, rare words", _searches(RARE), grows=True)
    yield Page("search, common words", _searches(COMMON), grows=True)


def _searches(words: Sequence[str]) -> list[str]:
    """Each question under many addresses, by a day that is yet to come: none is answered with a remembered page."""
    days = [date(2029, 1, 1) + timedelta(days=number) for number in range(QUESTIONS_EACH)]
    return [f"/search/?{urlencode({'q': word, 'to': day})}" for day in days for word in words]


def _compare(pair: Sequence[Page], sites: Sequence[Site], *, bare: Sequence[stack.Served], bodies: Path) -> list[str]:
    """Measures one kind of page in both sizes and prints a line; returns the targets that it misses. The web
    server's own part is said apart: no page that takes a thread can cost less."""
    page = pair[1]
    targets = [_target(page, site) for page, site in zip(pair, sites, strict=True)]
    name = f"page-{len(list(bodies.iterdir()))}"
    (bodies / name).write_bytes(_body(targets[1]))
    same = [load.request(f"/{name}", stack.PROXIED)]
    floor, alone, small, large = _measure([*(Target(server, (server.pid,), same, 200) for server in bare), *targets])
    ratio, growth = large.milliseconds / alone.milliseconds, large.p95 / small.p95
    missed = list(_missed(page, ratio=ratio, growth=growth, p95=large.p95))
    wanted = (f" wanted: at most {page.most}" if page.most else "") + (" MISSED" if missed else "")
    print(
        f"{page.name:32} {large.per_second:7.0f}/s  p95 {large.p95 * 1000:7.1f} ms ({growth:4.2f} times)"
        f"  {large.milliseconds:7.3f} ms of CPU ({small.milliseconds:7.3f}), {ratio:6.2f} times the bare view's"
        f" {alone.milliseconds:.3f} (the server's own part {floor.milliseconds:.3f}){wanted}",
        flush=True,
    )
    return missed


def _missed(page: Page, *, ratio: float, growth: float, p95: float) -> Iterator[str]:
    if page.most and ratio > page.most:
        yield f"{page.name}: {ratio:.2f} times the bare view, at most {page.most} wanted"
    if page.grows and p95 > MOST_SEARCH_SECONDS:
        yield f"{page.name}: p95 {p95 * 1000:.0f} ms, at most {MOST_SEARCH_SECONDS * 1000:.0f} wanted"
    if not page.grows and growth > MOST_GROWTH:
        yield f"{page.name}: p95 {growth:.2f} times that of the small newsroom, at most {MOST_GROWTH} wanted"


@dataclass(frozen=True)
class Target:
    """A server, the processes that its answers cost, and the requests that it gets in turns."""

    server: stack.Served
    processes: tuple[int, ...]
    requests: list[bytes]
    status: int


def _target(page: Page, site: Site) -> Target:
    server = site.served(page)
    headers = stack.PROXIED | ({"Accept-Encoding": "br"} if page.packed else {})
    if page.known:
        headers |= {"If-None-Match": _asked(server, page.addresses[0], headers)[1]}
    processes = (server.pid, *([site.database] if site.database else []))
    requests = [load.request(address, headers) for address in page.addresses]
    return Target(server, processes, requests, 304 if page.known else 200)


def _body(target: Target) -> bytes:
    """What the first of its requests is answered with, as it comes."""
    head = target.requests[0].decode().split("\r\n")
    headers = dict(line.split(": ", 1) for line in head[1:] if line)
    headers.pop("If-None-Match", None)
    return _asked(target.server, head[0].split()[1], headers)[0]


def _asked(server: stack.Served, address: str, headers: dict[str, str]) -> tuple[bytes, str]:
    with urlopen(Request(f"http://{ADDRESS}:{server.port}{address}", headers=headers)) as answer:
        return answer.read(), answer.headers.get("ETag", "")


def _measure(targets: Sequence[Target]) -> list[Spent]:
    """Rounds of requests to each in turns, after one that warms up and shows how many fit into a round."""
    turns = [cycle(target.requests) for target in targets]
    counts = [_fitting(target, turn) for target, turn in zip(targets, turns, strict=True)]
    spent = [Spent() for _target in targets]
    for _number in range(ROUNDS):
        for target, turn, count, sum_ in zip(targets, turns, counts, spent, strict=True):
            _round(target, list(islice(turn, count)), sum_)
    return spent


def _fitting(target: Target, turn: Iterator[bytes]) -> int:
    """How many fit into a round; of several addresses, no more than are there: asked again, one would be remembered."""
    warm = Spent()
    for _number in range(WARMING if len(target.requests) == 1 else 0):  # till every process has made the page
        _round(target, list(islice(turn, 4)), Spent())
    _round(target, list(islice(turn, FIRST)), warm)
    several = len(target.requests) if len(target.requests) > 1 else ROUNDS * MOST_REQUESTS + FIRST
    there = min(MOST_REQUESTS, (several - FIRST) // ROUNDS)
    return min(there, max(10, int(ROUND_SECONDS * warm.per_second)))


def _round(target: Target, requests: list[bytes], spent: Spent) -> None:
    before, started = processor.seconds(*target.processes), perf_counter()
    spent.each += load.latencies(target.server.port, requests, status=target.status)
    spent.wall += perf_counter() - started
    spent.processor += processor.seconds(*target.processes) - before


def _filled(stories: int, *, generated: int, anew: bool) -> str:
    """The address of a newsroom with so many stories."""
    address = database.made(_name(stories), anew=anew)
    stack.prepare(address)
    stack.run("manage.py", "demo", f"--articles={generated}", address=address)
    there = multiplying.multiply(address, stories, generated_by=GENERATOR) if generated < stories else stories
    database.settle(address)
    print(f"{there:,} stories are there.", flush=True)
    return address


@contextmanager
def _served(address: str, stories: int) -> Iterator[Site]:
    found = json.loads(stack.run("-m", "bench.reader_addresses", address=address))
    with (
        stack.serving(DATABASE_URL=address) as kept,
        stack.serving(DATABASE_URL=address, PAGE_CACHE="0") as made,
    ):
        yield Site(stories, found, kept, made, processor.server_of(address))


def _name(stories: int) -> str:
    return f"newsroom_bench_readers_{stories}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
