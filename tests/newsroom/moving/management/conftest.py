import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.rights import Role
from tests.factories import make_author, make_section, make_topic, make_user
from tests.newsroom.moving.management.imports import (
    Ran,
)


@pytest.fixture
def import_stories(tmp_path):
    """Runs the command. Whatever it refuses, it refuses with a sentence and an exit code."""
    report = tmp_path / "report.json"

    def ran(*arguments):
        report.unlink(missing_ok=True)
        out, err, code = StringIO(), StringIO(), 0
        try:
            call_command("import_stories", *map(str, arguments), report=report, stdout=out, stderr=err)
        except SystemExit as ending:
            code = ending.code
        except CommandError as refusal:
            code = refusal.returncode
            err.write(str(refusal))
        return Ran(code, out.getvalue(), err.getvalue(), json.loads(report.read_text()) if report.exists() else {})

    return ran


@pytest.fixture
def desk_names(db):
    """Sections, an author and topics as the samples need them."""
    return {
        "economy": make_section("economy", names={"en": "Economy", "ar": "الاقتصاد"}, aliases=["اقتصاد"]),
        "views": make_section("views", names={"en": "Views"}, aliases=["opinions"]),
        "world": make_section("world"),
        "salma": make_author("salma", names={"en": "Salma N."}, aliases=["Salma Nasser"]),
        "libraries": make_topic("libraries"),
    }


@pytest.fixture
def chief(db):
    return make_user(Role.CHIEF, username="chief")


@pytest.fixture
def folder(tmp_path):
    """Writes stories into a folder of their own and returns it."""

    def written(**texts):
        place = tmp_path / "in"
        place.mkdir(exist_ok=True)
        for stem, text in texts.items():
            (place / f"{stem}.txt").write_text(text, encoding="utf-8")
        return place

    return written
