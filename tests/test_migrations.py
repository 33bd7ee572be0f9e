"""Migrations: none is missing, one for each app, and they run back and forth."""

from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent


def own_apps():
    for config in apps.get_app_configs():
        if config.name.split(".")[0] in ("articles", "newsroom"):
            yield config


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_each_app_has_one_line_of_migrations():
    """Numbered without gaps, one after the other: two changes made side by side meet here, not in production."""
    found = {
        config.label: sorted(path.stem[:4] for path in (Path(config.path) / "migrations").glob("0*.py"))
        for config in own_apps()
        if any(config.get_models())
    }

    assert found == {label: [f"{n:04}" for n in range(1, len(numbers) + 1)] for label, numbers in found.items()}


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_migrations_run_back_to_nothing_and_forth_again():
    labels = [config.label for config in own_apps() if any(config.get_models())]
    try:
        for label in ("admin", *labels):
            call_command("migrate", label, "zero", verbosity=0, interactive=False)
        left = [table for table in connection.introspection.table_names() if table.startswith("articles_")]
        with connection.cursor() as cursor:
            cursor.execute("SELECT proname FROM pg_proc WHERE proname LIKE 'articles%%'")
            functions = [name for (name,) in cursor.fetchall()]
    finally:
        call_command("migrate", verbosity=0, interactive=False)

    assert (left, functions) == ([], [])
