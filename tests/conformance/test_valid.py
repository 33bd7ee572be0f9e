"""The Nu HTML checker, which the HTML standard's own people use, on a page of each kind in each language."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.test import RequestFactory

from newsroom.pages import errors

from .crawl import MISSING

CHECKER = Path(settings.VAR) / "tools/node_modules/vnu-jar/build/dist/vnu.jar"
MISSES = "there is no Java" if not shutil.which("java") else "tests/nu.sh has not brought it" * (not CHECKER.exists())
pytestmark = [pytest.mark.slow, pytest.mark.skipif(bool(MISSES), reason=f"the Nu HTML checker: {MISSES}")]


@pytest.fixture(scope="module")
def sheets(site):
    return [answer for answer in site.answers.values() if answer.media_type == "text/css"]


def complaints(texts, folder, *options):
    """What the checker says of texts by their address: what is an error, or a warning to a browser's mind."""
    files = {}
    for number, path in enumerate(texts):
        name = f"{number}.{'css' if path.endswith('.css') else 'html'}"
        files[name] = path
        (folder / name).write_bytes(texts[path])
    command = ["java", "-jar", CHECKER, "--format", "json", "--exit-zero-always", *options]
    said = subprocess.run([*command, *files], cwd=folder, capture_output=True, text=True, timeout=300, check=True)
    rows = json.loads(said.stderr)["messages"]
    return sorted({f"{files[row['url'].rpartition('/')[2]]}: {row['message']}" for row in rows if _is_grave(row)})


def _is_grave(row):
    return row["type"] != "info" or row.get("subType") == "warning"


def test_checker_finds_what_is_wrong(tmp_path):
    texts = {"/a/": b"<!doctype html><html lang=en><title>a</title><p></span>", "/a.css": b"a { colr: red }"}

    assert {said.partition(":")[0] for said in complaints(texts, tmp_path, "--also-check-css")} == {"/a/", "/a.css"}


def test_pages_are_valid(site, tmp_path):
    taken = [*site.samples, *MISSING, *site.taken_back]

    assert complaints({path: site.answers[path].body for path in taken}, tmp_path) == []


def test_pages_of_failures_are_valid(tmp_path):
    """Those that no walk comes by: a failure of ours, and what was asked for in a wrong way."""
    asked = [RequestFactory().get(path) for path in ("/", "/ar/")]
    views = [errors.server_error, errors.bad_request, errors.refused, errors.not_allowed]
    texts = {f"{view.__name__} {request.path}": view(request).content for view in views for request in asked}

    assert complaints(texts, tmp_path) == []


def test_style_is_valid(sheets, tmp_path):
    assert complaints({sheet.path: sheet.body for sheet in sheets}, tmp_path, "--also-check-css") == []
