"""A complete export on the command line of `import_stories`."""

import json

import pytest

from articles.models import Article
from tests.factories import make_article, make_section
from tests.newsroom.moving.taking_in.conftest import exported_house, house  # noqa: F401
from tests.newsroom.moving.taking_in.houses import change

pytestmark = pytest.mark.django_db


def test_export_is_known_by_itself_and_taken_in(import_stories, house):  # noqa: F811
    ran = import_stories(house)

    assert (ran.code, ran.err) == (0, "")
    assert "Accounts were made that nobody can sign in with until an administrator lets them: " in ran.out
    assert (
        f"Taken in: {json.loads((house / 'export.jsonl').read_text().splitlines()[0])['counts']['person']} persons"
        in (ran.out)
    )
    assert ran.report["counts"]["filed"] == ran.report["taken_in"]["articles"] == Article.objects.count()
    assert ran.report["records"] == []


def test_export_that_was_not_finished_is_refused(import_stories, house):  # noqa: F811
    left = house.parent / ".house-a1b2c3d4.unfinished"
    left.mkdir()
    house.rename(left / "house")

    for path in (left, left / "house", left / "house" / "export.jsonl"):
        ran = import_stories(path)
        assert ran.code == 2
        assert ran.err.startswith(f"{path} is an export that was not finished")


def test_dry_run_says_what_would_be_and_keeps_nothing(import_stories, house):  # noqa: F811
    ran = import_stories(house, "--dry-run")

    assert ran.code == 0
    assert "A dry run: nothing was kept." in ran.out
    assert Article.objects.count() == 0


def test_what_does_not_hold_is_refused_with_its_line(import_stories, house):  # noqa: F811
    ran = import_stories(change(house, "article", headline=7))

    assert ran.code == 2
    assert ran.err.startswith(f"{house}: nothing was taken in. Line ")
    (record,) = ran.report["records"]
    assert (record["outcome"], ran.report["counts"]["failed"]) == ("failed", 1)
    assert record["reason"] == f"Line {record['number']}: This article has a “headline” that is not a text."


def test_newsroom_with_stories_is_left_alone(import_stories, house):  # noqa: F811
    make_article("draft")

    ran = import_stories(house)

    assert ran.code == 2
    assert "This newsroom is not empty" in ran.err
    assert Article.objects.count() == 1


@pytest.mark.parametrize("options", [("--section", "world"), ("--publish",), ("--source", "Wire 2"), ("--user", "x")])
def test_options_of_other_imports_are_refused(import_stories, house, options):  # noqa: F811
    ran = import_stories(house, *options)

    assert ran.code == 2
    assert f"leave {options[0]} out" in ran.err
    assert Article.objects.count() == 0


def test_export_comes_alone(import_stories, house, folder):  # noqa: F811
    make_section("world")

    ran = import_stories(house, folder(one="WORLD\n"))

    assert ran.code == 2
    assert "take it in alone" in ran.err


def test_export_inside_another_archive_is_named(import_stories, house, tmp_path):  # noqa: F811
    (tmp_path / "in").mkdir()
    (house / "export.jsonl").rename(tmp_path / "in" / "everything.jsonl")

    ran = import_stories(tmp_path / "in")

    assert ran.code == 2
    assert "This is a complete export of a newsroom: take it in alone, as a folder or a tar." in ran.err
