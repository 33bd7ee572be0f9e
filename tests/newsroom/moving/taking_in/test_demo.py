"""The demo newsroom leaves and arrives: the same bytes, the same pages."""

import re

import pytest
from django.conf import settings as project
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection
from django.test import Client

from articles.history import broken_rows
from articles.models import Image, Publication
from articles.pictures import checking, rendering
from newsroom.moving.complete.kinds import KINDS
from tests.newsroom.moving.taking_in.houses import export_to, take_in

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
STORIES = 12


def shelves(folder):
    backend = "django.core.files.storage.FileSystemStorage"
    return project.STORAGES | {
        name: {"BACKEND": backend, "OPTIONS": {"location": folder / name, "base_url": None}}
        for name in ("default", "public")
    }


def empty():
    """The database as it was before anything was in it, people included."""
    tables = [get_user_model()._meta.db_table, *(kind.model._meta.db_table for kind in KINDS)]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for statement in connection.ops.sql_flush(no_style(), tables, reset_sequences=True, allow_cascade=True):
            cursor.execute(statement)
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def files(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def pages():
    """What readers get: fronts, feeds, lists, some stories of each status, and the pictures on them. Not what tells of
    the last days: they pass meanwhile."""
    client, got = Client(), {}
    stories = Publication.objects.order_by("status", "-pk").values_list("path", flat=True)
    fixed = [
        "/",
        "/ar/",
        "/feed.xml",
        "/ar/rss.xml",
        "/corrections/",
        "/about/ethics/",
        "/search/?q=sea",
    ]
    taken_back = Publication.objects.exclude(status="live").values_list("path", flat=True)
    wanted = [*fixed, *stories[:STORIES], *taken_back]
    for path in wanted:
        answer = client.get(path)
        got[path] = (answer.status_code, answer.content)
        for picture in re.findall(rb"/media/[0-9a-f]+\.\w+", answer.content)[:3]:
            name = picture.decode()
            if name not in got:
                got[name] = b"".join(client.get(name).streaming_content)
    return got


def test_demo_leaves_and_arrives(tmp_path, settings):
    settings.PUBLIC_VERSIONS = True
    settings.STORAGES = shelves(tmp_path / "before")
    call_command("demo", verbosity=0)
    before, house = pages(), export_to(tmp_path / "house")
    empty()
    assert Publication.objects.count() == 0

    settings.STORAGES = shelves(tmp_path / "after")
    take_in(house)

    rendering.render_all(Image.objects.values_list("pk", flat=True))
    after = pages()
    assert files(export_to(tmp_path / "again")) == files(house)
    assert list(broken_rows()) == []
    assert list(checking.check(mend=False)) == []
    assert [path for path in before if after.get(path) != before[path]] == []
    assert before.keys() == after.keys()
    assert len([path for path in before if path.startswith("/media/")]) > 10
