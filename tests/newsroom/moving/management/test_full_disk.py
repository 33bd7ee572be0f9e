"""A disk that is full ends a command in a sentence, with an honest status, and leaves no half file behind."""

import resource
import sys
from contextlib import contextmanager
from io import BytesIO, StringIO

import pytest
from django.core.management import CommandError, call_command
from PIL import Image as Pixels

from articles.models import Article, Image
from tests.factories import make_article
from tests.newsroom.moving.management.imports import counts, rows
from tests.newsroom.moving.old_site import UPLOADS, export, item

pytestmark = pytest.mark.django_db
FULL = "File too large"  # as this test has it: no file may grow beyond the limit


@contextmanager
def full_disk(size):
    """As if there were no room for a file of more bytes; whoever writes one is told as for a full disk. But for Python,
    which is not told: what it compiles meanwhile would be cut for everybody who comes later."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    writes_bytecode, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        sys.dont_write_bytecode = writes_bytecode


def noise(side=300):
    file = BytesIO()
    Pixels.effect_noise((side, side), 90).convert("RGB").save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def site(tmp_path):
    """Two stories, of which the second has a picture that is larger than the disk."""
    (tmp_path / "uploads" / "2020" / "01").mkdir(parents=True)
    (tmp_path / "uploads" / "2020" / "01" / "quay.png").write_bytes(noise())
    shown = f'<p>Boats.</p><img src="{UPLOADS}/quay.png" alt="A quay">'
    (tmp_path / "site.xml").write_text(export(item(1, "Ferries agree"), item(2, "With a picture", content=shown)))
    return tmp_path / "site.xml"


def test_import_stops_at_a_picture_and_goes_on_from_there(import_stories, desk_names, site):
    order = (site, "--pictures", site.parent / "uploads")
    with full_disk(20_000):
        stopped = import_stories(*order)

    assert stopped.code == 1
    assert f"Stopped: {FULL}" in stopped.err
    assert "What was filed stays; the same command goes on from there." in stopped.err
    assert (Article.objects.count(), Image.objects.count()) == (1, 0)
    assert stopped.report["counts"] == counts(filed=1)

    assert import_stories(*order).report["counts"] == counts(filed=1, unchanged=1)
    assert Image.objects.count() == 1
    before = rows()
    import_stories(*order)
    assert rows() == before


def test_report_and_rejected_records_are_whole_or_not_there(import_stories, desk_names, tmp_path):
    lines = "".join(f'{{"body": "", "id": "{number}", "note": "{"x" * 90}"}}\n' for number in range(60))
    (tmp_path / "a.jsonl").write_text('{"title": "One", "body": "Text."}\n' + lines)
    report, rejected = tmp_path / "report.json", tmp_path / "rejected.jsonl"
    rejected.write_text("of the run before")

    with full_disk(4_000):
        ran = import_stories(tmp_path / "a.jsonl", "--rejected", rejected)

    assert ran.code == 1
    assert f"Rejected records cannot be written to {rejected}: {FULL}." in ran.err
    assert f"The report cannot be written to {report}: {FULL}." in ran.err
    assert "mend them there" not in ran.out
    assert rejected.read_text() == "of the run before"
    assert {path.name for path in tmp_path.iterdir()} == {"a.jsonl", "rejected.jsonl"}
    assert Article.objects.count() == 1


def test_report_that_is_not_there_is_no_success(import_stories, desk_names, tmp_path):
    (tmp_path / "a.jsonl").write_text("".join(f'{{"title": "Story {n}", "body": "Text."}}\n' for n in range(40)))

    with full_disk(3_000):
        ran = import_stories(tmp_path / "a.jsonl")

    assert ran.code == 1
    assert Article.objects.count() == 40


@pytest.mark.parametrize("name", ["all", "all.tar", "all.tar.gz"])
def test_export_leaves_nothing(tmp_path, name):
    make_article("published", "live", body=f"<p>{'Boats go out again. ' * 2000}</p>")
    err = StringIO()

    with full_disk(9_000), pytest.raises(CommandError) as refusal:
        call_command("export_stories", str(tmp_path / name), report=tmp_path / "report.json", stderr=err)

    assert refusal.value.returncode == 2
    assert str(refusal.value) == f"It cannot be written to {tmp_path / name}: {FULL}."
    assert list(tmp_path.iterdir()) == []
