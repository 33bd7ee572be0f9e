"""Processes that are killed while they write pictures, and full disks: no row without its file, and what is left over
is mended."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from threading import Event, Lock

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage

from articles import decoding, pictures, publishing
from articles.models import Image, Publication, Rendition
from articles.pictures import checking, listing, rendering, storing
from articles.workflow import MoveIncomplete
from tests.articles.test_volleys import volley
from tests.database_address import database_address
from tests.factories import make_article
from tests.jobs import work
from tests.samples.pictures import parts

from .conftest import SAID, jpeg

ROOT = Path(__file__).parents[3]


def files_are_there(shelves):
    """Whether each row has its file, and each public file a row that says so."""
    private, public = map(set, shelves.files())
    rows = Rendition.objects.all()
    names = {storing.private_path(row.name) for row in rows} | set(Image.objects.values_list("original", flat=True))
    return names <= private and {row.name for row in rows if row.is_public} == public


def die(verb, key, *, at, shelves):
    ended = subprocess.run(
        [sys.executable, "-m", "tests.articles.pictures.dying", verb, str(key), str(at)],
        cwd=ROOT,
        env=os.environ
        | {
            "DATABASE_URL": database_address(),
            "DJANGO_SETTINGS_MODULE": "tests.articles.pictures.dying_settings",
            "SHELVES": str(shelves.private.parent),
        },
        capture_output=True,
        check=False,
    )
    assert ended.returncode == -signal.SIGKILL, ended.stderr.decode()[-2000:]


def mended(monkeypatch):
    """What the check finds once the files that were left are old, twice: all of it, and then nothing."""
    monkeypatch.setattr(listing, "YOUNG", timedelta(seconds=-60))
    found = list(checking.check(mend=True))
    assert all(difference.is_mended for difference in found)
    assert list(checking.check(mend=True)) == []
    return found


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("at", [1, 2, 9, 20])
def test_a_process_killed_while_it_makes_renditions(reporter, shelves, monkeypatch, at):
    image = pictures.add(jpeg(size=(700, 400)), by=reporter, **SAID)

    die("render", image.pk, at=at, shelves=shelves)

    assert not Rendition.objects.exists()
    assert len(mended(monkeypatch)) >= 1
    assert rendering.is_ready(Image.objects.get())
    assert files_are_there(shelves)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("at", [1, 2, 20])
def test_a_process_killed_while_it_publishes(reporter, chief, shelves, monkeypatch, at):
    image = pictures.add(jpeg(size=(700, 400)), by=reporter, render_now=True, **SAID)
    article = make_article("approved", lead_image=image)

    die("publish", article.pk, at=at, shelves=shelves)

    assert not Publication.objects.live().exists()
    assert not Rendition.objects.filter(is_public=True).exists()
    assert len(mended(monkeypatch)) >= 1
    assert shelves.files()[1] == []
    publishing.publish(article, by=chief)
    assert files_are_there(shelves)
    assert len(shelves.files()[1]) == Rendition.objects.values("name").distinct().count()


@pytest.fixture
def live(reporter):
    content = parts.jpeg(parts.noise((700, 400)))  # each cut looks different
    image = pictures.add(content, by=reporter, render_now=True, **SAID)
    make_article("published", "live", lead_image=image)
    return image


def public_names():
    return set(Rendition.objects.filter(is_public=True).values_list("name", flat=True))


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("at", [1, 9, 30])
def test_a_process_killed_while_it_makes_a_live_picture_anew(live, chief, shelves, monkeypatch, at):
    before = public_names()
    pictures.cut(live, by=chief, focal=(0.9, 0.9))

    die("render", live.pk, at=at, shelves=shelves)

    assert public_names() == before
    assert before <= set(shelves.files()[1])
    assert len(mended(monkeypatch)) >= 1
    assert rendering.is_ready(Image.objects.get())
    assert files_are_there(shelves)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_process_killed_while_it_mends_a_live_picture(live, shelves, monkeypatch):
    before, lost = public_names(), live.renditions.first().name
    (shelves.private / storing.private_path(lost)).unlink()

    die("mend", 0, at=1, shelves=shelves)

    assert public_names() == before == set(shelves.files()[1])
    (shelves.private / storing.private_path(lost)).unlink()
    assert len(mended(monkeypatch)) == 1
    assert files_are_there(shelves)


class SmallDisk(FileSystemStorage):
    """Has room for so many bytes; of the file that is one too many it keeps what fits, as disks do."""

    room = 0
    writing = Lock()

    def _save(self, name, content):
        there = content.read()
        with self.writing:  # several files are copied side by side
            kept = there[: SmallDisk.room]
            SmallDisk.room -= len(kept)
        saved = super()._save(name, ContentFile(kept))
        if kept != there:
            raise OSError(28, "No space left on device")
        return saved


@pytest.fixture
def small_disk(settings, shelves):
    kinds = ("default", "public")
    settings.STORAGES = settings.STORAGES | {
        name: settings.STORAGES[name] | {"BACKEND": f"{__name__}.SmallDisk"} for name in kinds
    }
    return SmallDisk


@pytest.mark.parametrize("room", [0, 1, 500])
def test_a_full_disk_keeps_no_original(reporter, shelves, small_disk, room):
    small_disk.room = room

    with pytest.raises(OSError, match="No space left"):
        pictures.add(jpeg(), by=reporter)

    assert (Image.objects.count(), shelves.files()) == (0, [[], []])


def test_a_full_disk_publishes_nothing(reporter, chief, shelves, small_disk):
    small_disk.room = 10**9
    image = pictures.add(jpeg(), by=reporter, render_now=True, **SAID)
    article = make_article("approved", lead_image=image)
    before = shelves.files()

    for room in (0, 1, 1000, 9000):
        small_disk.room = room
        with pytest.raises((OSError, MoveIncomplete)):
            publishing.publish(article, by=chief)
        assert not Publication.objects.exists()
        assert not Rendition.objects.filter(is_public=True).exists()
        assert shelves.files() == before

    small_disk.room = 10**9
    publishing.publish(article, by=chief)
    assert files_are_there(shelves)


@pytest.fixture
def decoders(monkeypatch):
    """How often the decoder was started."""
    started, run = [], subprocess.run

    def counted(*arguments, **options):
        started.append(arguments)
        return run(*arguments, **options)

    monkeypatch.setattr(decoding.subprocess, "run", counted)
    return started


@pytest.mark.django_db(transaction=True)
def test_several_who_make_renditions_outside_the_job_make_them_once(reporter, shelves, decoders):
    image = pictures.add(jpeg(), by=reporter, **SAID)
    decoders.clear()

    made = volley([lambda: rendering.render(image.pk) for _ in range(4)])

    assert sorted(made) == [False, False, False, True]
    assert len(decoders) == 1
    assert files_are_there(shelves)


@pytest.mark.django_db(transaction=True)
def test_a_reader_who_asks_all_the_time_misses_nothing_that_is_made_anew(live, chief, shelves):
    asked, missed, is_over = [], [], Event()

    def read():
        while not is_over.is_set():
            names = public_names()
            asked.append(len(names))
            gone = {name for name in names if not (shelves.public / name).exists()}
            missed.append(gone & public_names())

    def make_anew():
        try:
            for focal in ((0.1, 0.1), (0.9, 0.9)):
                pictures.cut(live, by=chief, focal=focal)
                rendering.render(live.pk)
            rendering.render(live.pk, anew=True)
        finally:
            is_over.set()

    volley([read, make_anew])

    assert (min(asked) > 0, set().union(*missed)) == (True, set())
    assert files_are_there(shelves)


@pytest.mark.django_db(transaction=True)
def test_thirty_who_ask_at_once_for_renditions_get_them_made_once(reporter, shelves, decoders):
    image = pictures.add(jpeg(), by=reporter, **SAID)
    decoders.clear()

    volley([lambda: rendering.render_later(image) for _ in range(29)])
    work()

    assert len(decoders) == 1
    assert rendering.is_ready(Image.objects.get())
    assert files_are_there(shelves)
