"""Lighthouse's marks for the front page and a story in each language, on the stack of `make run`.

    .venv/bin/python -m bench.lighthouse

Needs Chromium, Node.js and npm, which brings Lighthouse into var/tools. Throttled as a phone is by its own rules.
Exits 1 where a mark is below 100, something moves, or the console says anything. On a busy machine the mark for
performance is lower by what the browser waits for a processor ("total-blocking-time", though no script runs).
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
from django.utils.encoding import iri_to_uri

from bench import database, stack
from newsroom.database import TEST_VARIABLE
from newsroom.run import ADDRESS

PACKAGE = "lighthouse@13.5.0"
TOOLS = database.VAR / "tools"
PROGRAM = TOOLS / "node_modules/.bin/lighthouse"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
CHROMIUM = "--headless=new --no-sandbox --disable-gpu --disable-background-networking --disable-component-update"
MOST = {"cumulative-layout-shift": 0.002, "largest-contentful-paint": 1500}
ASKED = "SELECT DISTINCT ON (language) path FROM articles_publication WHERE status = 'live' AND lead_image_id > 0"


def main() -> int:
    os.environ[TEST_VARIABLE] = "1"
    install()
    address = database.made("newsroom_bench_lighthouse", anew=True)
    stack.prepare(address)
    with psycopg.connect(address) as connection:
        stories = [iri_to_uri(path) for (path,) in connection.execute(ASKED)]
    port = stack.open_port()
    site = f"http://{ADDRESS}:{port}"
    environment = {"DATABASE_URL": address, "DEMO": "1", "ALLOWED_HOSTS": ADDRESS, "SITE_URL": site}
    with stack.serving(port=port, **environment):
        missed = [line for path in ("/", "/ar/", *stories) for line in _looked_at(site, path)]
    database.drop("newsroom_bench_lighthouse")
    print("\nMissed: " + "; ".join(missed) if missed else "\nEvery mark is 100.")
    return bool(missed)


def install() -> None:
    """Lighthouse below var/. Exits with a sentence where it cannot be had."""
    if PROGRAM.exists():
        return
    if not shutil.which("npm"):
        sys.exit("Lighthouse needs Node.js and npm.")
    TOOLS.mkdir(parents=True, exist_ok=True)
    command = ["npm", "install", "--prefix", TOOLS, "--ignore-scripts", "--no-audit", "--no-fund", "--silent", PACKAGE]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def _looked_at(site: str, path: str) -> Iterator[str]:
    """Prints a line for the page; gives what it misses."""
    report = _report(site + path)
    marks = {name: round(report["categories"][name]["score"] * 100) for name in CATEGORIES}
    values = {name: report["audits"][name]["numericValue"] for name in MOST}
    said = ", ".join(
        [*(f"{name} {mark}" for name, mark in marks.items()), *(f"{n} {v:.4g}" for n, v in values.items())]
    )
    print(f"{path[:60]:60} {said}", flush=True)
    yield from (f"{path}: {name} {mark} ({_reasons(report, name)})" for name, mark in marks.items() if mark < 100)
    yield from (f"{path}: {name} {value:.4g}" for name, value in values.items() if value > MOST[name])
    yield from (f"{path}: {name}: {title}" for name, title in _failed(report))


def _reasons(report: dict, category: str) -> str:
    """The audits that took something off a mark, with what they measured."""
    counted = (report["audits"][row["id"]] for row in report["categories"][category]["auditRefs"] if row["weight"])
    lowered = (audit for audit in counted if audit["score"] is not None and audit["score"] < 1)
    return ", ".join(f"{audit['id']} {audit.get('displayValue', '')}".strip() for audit in lowered)


def _failed(report: dict) -> Iterator[tuple[str, str]]:
    """Audits that count and are not passed, the console's included."""
    counted = {row["id"] for name in CATEGORIES for row in report["categories"][name]["auditRefs"] if row["weight"]}
    for name in sorted(counted | {"errors-in-console"}):
        audit = report["audits"][name]
        if audit["score"] is not None and audit["score"] < 0.9:
            yield name, audit["title"]


def _report(address: str) -> dict:
    options = ["--quiet", "--output=json", "--output-path=stdout", f"--chrome-flags={CHROMIUM}"]
    options += [f"--only-categories={','.join(CATEGORIES)}"]
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "")
    environment = os.environ | {"CHROME_PATH": browser}
    done = subprocess.run(
        [PROGRAM, address, *options], check=True, stdout=subprocess.PIPE, env=environment, cwd=Path(TOOLS), text=True
    )
    return json.loads(done.stdout)


if __name__ == "__main__":
    sys.exit(main())
