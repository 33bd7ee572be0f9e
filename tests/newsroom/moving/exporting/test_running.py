from threading import Thread

import pytest
from django.db import InternalError, connection

from articles.models import Topic
from newsroom.moving.exporting import FORMATS
from newsroom.moving.exporting.formats import Choice, ExportFailed, Format, Written, always_file
from newsroom.moving.exporting.running import one_moment, run
from tests.factories import make_article


def write_topics(place, choice):
    with place.open("w") as file:
        for slug in Topic.objects.order_by("slug").values_list("slug", flat=True).iterator():
            file.write(f"{slug}\n")
            yield Written("topics")


TOPICS = Format(write_topics, is_folder=always_file)


@pytest.mark.django_db
def test_what_is_written_is_told(tmp_path):
    Topic.objects.create(slug="harbour", names={"en": "Harbour"})

    assert list(run(TOPICS, tmp_path / "topics.txt", Choice())) == [Written("topics")]
    assert (tmp_path / "topics.txt").read_text() == "harbour\n"


@pytest.mark.django_db
def test_destination_that_refuses_is_a_sentence(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(ExportFailed, match="There is no folder"):
        list(run(TOPICS, tmp_path / "file" / "topics.txt", Choice()))


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["rss", "static"])
def test_site_without_its_static_files_is_not_exported(name, tmp_path, settings):
    own = {"BACKEND": "newsroom.static_files.StaticFilesStorage", "OPTIONS": {"location": tmp_path / "collected"}}
    settings.STORAGES = settings.STORAGES | {"staticfiles": own}
    make_article("published", "live")

    with pytest.raises(ExportFailed, match="run manage.py collectstatic first"):
        list(run(FORMATS[name], tmp_path / "out", Choice()))

    assert not (tmp_path / "out").exists()


@pytest.mark.django_db(transaction=True)
def test_all_is_read_of_one_moment_and_nothing_is_written():
    def make_topic():
        Topic.objects.create(slug="later", names={"en": "Later"})
        connection.close()

    with one_moment():
        assert Topic.objects.count() == 0
        other = Thread(target=make_topic)
        other.start()
        other.join()
        assert Topic.objects.count() == 0
        with pytest.raises(InternalError, match="read-only"):
            Topic.objects.create(slug="own", names={"en": "Own"})
    assert Topic.objects.count() == 1
