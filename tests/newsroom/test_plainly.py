import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from django.db import ProgrammingError, connection, transaction

from newsroom.migrated import ADVICE
from newsroom.plainly import NOT_MIGRATED, failing_plainly

ROOT = Path(__file__).parents[2]
ASKS_FOR_A_TABLE = "SELECT 1 FROM what_a_migration_brings"


def ask():
    with failing_plainly(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(ASKS_FOR_A_TABLE)


@pytest.mark.django_db
def test_what_a_waiting_migration_would_bring_is_a_sentence(capsys):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'moving'")

    with pytest.raises(SystemExit) as ending:
        ask()

    assert ending.value.code == NOT_MIGRATED
    assert capsys.readouterr().err == f"{ADVICE}\n"


@pytest.mark.django_db
def test_what_no_migration_would_bring_is_a_fault_of_ours():
    with pytest.raises(ProgrammingError):
        ask()


@pytest.fixture
def empty_database(db):
    """The address of a database without tables."""
    there = connection.settings_dict
    host, user = str(there["HOST"]), there["USER"]
    with psycopg.connect(host=host, user=user, dbname="postgres", autocommit=True) as server:
        server.execute("CREATE DATABASE empty_newsroom")
        yield f"postgresql://{user}@/{quote(host, safe='')}/empty_newsroom?host={quote(host, safe='')}"
        server.execute("DROP DATABASE empty_newsroom WITH (FORCE)")


@pytest.mark.slow
def test_commands_in_a_database_without_tables_say_what_to_run(empty_database, tmp_path):
    (tmp_path / "a.txt").write_text("WORLD\nSat 04 Jan 2025 7:12 pm\nFerries agree\nOne.\n")
    commands = (
        ("import_stories", str(tmp_path / "a.txt")),
        ("export_stories", str(tmp_path / "out")),
        ("fetch_sources",),
        ("run_due",),
        ("verify_history",),
    )
    environment = os.environ | {"DATABASE_URL": empty_database, "DJANGO_SETTINGS_MODULE": "tests.settings"}

    for arguments in commands:
        ended = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

        assert (ended.returncode, ended.stdout) == (NOT_MIGRATED, ""), (arguments, ended)
        assert ended.stderr.removeprefix("CommandError: ") == f"{ADVICE}\n"
    assert not (tmp_path / "out").exists()
