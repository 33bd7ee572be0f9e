"""An import with pictures, and a look at a source, that died at any moment and go on leave what one that did not die
leaves, on the shelves of pictures too."""

import hashlib
import io
import os
import shutil
import tarfile
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from django.core.management import call_command

from articles.history import broken_rows
from articles.models import Section
from articles.pictures import checking, listing
from newsroom.wire.models import Source, SourceKind
from newsroom.wire.polling import ask, folders
from tests.newsroom.wire.filing.everything import everything
from tests.newsroom.wire.polling.feeds import feed, illustrated

from .beginning import begin, statements_of
from .dying import at_commit, at_move, before_statement, died, while_writing
from .old_site import UPLOADS, export, item, jpeg, term

LOCAL = "django.core.files.storage.FileSystemStorage"
SHAPES = {"quay": (90, 60), "ropes": (60, 60)}

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


class Shelves(NamedTuple):
    """Where the files of pictures lie."""

    private: Path
    public: Path

    def clear(self):
        for shelf in self:
            shutil.rmtree(shelf, ignore_errors=True)
            shelf.mkdir()

    def files(self):
        """What readers can get by name, and what is kept: renditions by name, originals by what they hold."""
        originals = sorted(hashlib.sha256(path.read_bytes()).hexdigest() for path in _below(self.private / "originals"))
        return [originals, *(sorted(map(os.path.basename, _below(shelf))) for shelf in (self.renditions, self.public))]

    @property
    def renditions(self):
        return self.private / "renditions"


def _below(shelf):
    return [path for path in shelf.rglob("*") if path.is_file()]


@pytest.fixture
def shelves(settings, tmp_path, monkeypatch):
    found = Shelves(tmp_path / "private", tmp_path / "public")
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": LOCAL, "OPTIONS": {"location": found.private, "base_url": None}},
        "public": {"BACKEND": LOCAL, "OPTIONS": {"location": found.public, "base_url": None}},
    }
    (tmp_path / "room").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "room"))  # who dies clears nothing away
    monkeypatch.setattr(listing, "YOUNG", timedelta(seconds=-60))
    return found


def shown(*names):
    figures = (f'<figure><img src="{UPLOADS}/{name}.jpg" alt="{name}"></figure>' for name in names)
    return f"<p>Boats go out again, past {' and '.join(names) or 'nothing'}.</p>{''.join(figures)}"


SITE = export(
    item(1, "Ferries agree", term("category", "economy", "Economy"), content=shown("quay", "ropes")),
    item(2, "Bakers rest", term("category", "economy", "Economy"), content=shown("ropes", "lost")),
    item(3, "Rain again", term("category", "economy", "Economy"), content=shown()),
)


@pytest.fixture
def site(tmp_path):
    """The export with its pictures in a folder, and both in an archive."""
    uploads = tmp_path / "uploads" / "2020" / "01"
    uploads.mkdir(parents=True)
    (tmp_path / "site.xml").write_text(SITE, encoding="utf-8")
    for shade, (name, size) in enumerate(SHAPES.items()):
        (uploads / f"{name}.jpg").write_bytes(jpeg(shade, size=size))
    with tarfile.open(tmp_path / "site.tar.gz", "w:gz") as archive:
        for name in ("site.xml", "uploads"):
            archive.add(tmp_path / name, arcname=name)
    return {
        "folder": [str(tmp_path / "site.xml"), "--pictures", str(tmp_path / "uploads")],
        "archive": [str(tmp_path / "site.tar.gz")],
    }


def left(shelves, work):
    """What is there once the work is done to its end, and nothing is left over."""
    work()
    assert list(broken_rows()) == []
    found = list(checking.check(mend=True))
    assert [difference.sentence for difference in found if not difference.is_mended] == []
    assert list(checking.check(mend=False)) == []
    return everything(), shelves.files()


def assert_ends_alike(shelves, work, hooks, *, start):
    """Whatever point the work dies at, what follows ends as if nothing had been. One point more is in the middle."""
    start()
    total = statements_of(work)
    expected = left(shelves, lambda: None)
    for place, hook in enumerate([*hooks, before_statement(total // 2)]):
        start()
        assert died(work, at=hook), place
        assert left(shelves, work) == expected, place
    return expected


@pytest.mark.parametrize("kind", ["folder", "archive"])
def test_import_with_pictures_that_died_and_runs_again(shelves, site, kind):
    def start():
        shelves.clear()
        begin()

    def work():
        order = [*site[kind], "--publish", "--user", "chief"]
        call_command("import_stories", *order, stdout=io.StringIO(), stderr=io.StringIO())

    hooks = {
        "folder": [while_writing(1), while_writing(9), while_writing(30), at_commit(4, done=True)],
        "archive": [at_commit(3, done=True)],
    }[kind]

    rows, (originals, _renditions, public) = assert_ends_alike(shelves, work, hooks, start=start)

    assert (len(rows["publication"]), len(rows["image"]), len(originals)) == (3, 2, 2)
    assert len(public) > 10


@pytest.fixture
def agency(tmp_path, settings, monkeypatch):
    """Begins a newsroom with a folder that an agency fills; a look that does not publish takes one picture at most."""
    monkeypatch.setattr(folders, "SETTLED_SECONDS", -1)
    monkeypatch.setattr(folders, "SEEN_SECONDS", 0)
    settings.WIRE_FOLDERS = str(tmp_path)
    folder = tmp_path / "agency"

    def start(publishes):
        monkeypatch.setattr("newsroom.wire.polling.pictures.MOST", 40 if publishes else 1)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for shade, (name, size) in enumerate(SHAPES.items()):
            (folder / f"{name}.jpg").write_bytes(jpeg(shade, size=size))
        told = illustrated("quay.jpg", name="1"), illustrated("ropes.jpg", name="2", text="Ropes were sold on Tuesday.")
        (folder / "a.rss").write_bytes(feed(*told))
        (folder / "b.rss").write_bytes(feed(illustrated("ropes.jpg", name="3", text="Nobody was asked.")))
        begin()
        trusting = Source.objects.get().trusted_by
        doing = {"takes_pictures": True, "moves_files": True, "publishes": publishes, "trusted_by": trusting}
        kept = {"kind": SourceKind.FOLDER, "folder": "agency", "credit_line": "© Coast"}
        Source.objects.create(name="Agency", section=Section.objects.get(slug="economy"), **kept, **doing)

    return start, folder


@pytest.mark.parametrize("publishes", [False, True], ids=["filed", "published"])
def test_look_at_a_source_that_died_is_made_good(shelves, agency, publishes):
    begun, folder = agency

    def start():
        shelves.clear()
        begun(publishes)

    def work():
        while ask(Source.objects.get(name="Agency")).is_unfinished:
            pass
        ask(Source.objects.get(name="Agency"))  # it forgets the files that were moved

    hooks = [at_move(1, done=False), at_move(1, done=True)] if publishes else [at_commit(6, done=True)]
    rows, (originals, _renditions, public) = assert_ends_alike(shelves, work, hooks, start=start)

    assert sorted(os.listdir(folder / "done")) == ["a.rss", "b.rss"]
    assert (len(rows["publication"]), len(rows["image"]), len(originals)) == (3 * publishes, 2, 2)
    assert [len(row["pictures_left"]) for row in rows["polling"]] == [0]
    assert all('data-picture="' in row["body"] for row in rows["article"])
    assert bool(public) == publishes
