"""A database of a benchmark's own: made, migrated and filled with the demo newsroom when it is not there yet."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import django
import psycopg
from django.core.management import call_command
from psycopg import sql

from newsroom.database import TEST_VARIABLE, embedded_url

VAR = Path(__file__).resolve().parent.parent / "var"


def use(name: str, *, demo: bool = True) -> None:
    """Sets Django up on the database `newsroom_bench_<name>`, with the demo newsroom in it or with its tables alone."""
    os.environ[TEST_VARIABLE] = "1"
    os.environ["DEMO"] = "1"
    os.environ["DEBUG"] = "0"
    os.environ["DATABASE_URL"] = made(f"newsroom_bench_{name}", anew="--fresh" in sys.argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")  # no hashed static files, quick passwords
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    if demo:
        call_command("demo", verbosity=0, stdout=sys.stderr)


def made(database: str, *, anew: bool = False) -> str:
    """The address of a database on the server that DATABASE_URL or the embedded one is; made if it is missing."""
    server = os.environ.get("DATABASE_URL") or embedded_url(VAR)
    name = sql.Identifier(database)
    with psycopg.connect(server, autocommit=True) as connection:
        if anew:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
        if not connection.execute("SELECT FROM pg_database WHERE datname = %s", [database]).rowcount:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(name))
    return _named(server, database)


def settle(address: str) -> None:
    """Lets the planner know what was loaded, and vacuuming be done before anything is measured."""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


def drop(database: str) -> None:
    """Deletes the database, whoever is still connected to it."""
    server = os.environ.get("DATABASE_URL") or embedded_url(VAR)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))


def _named(server: str, database: str) -> str:
    """The address of another database on the same server."""
    parts = urlsplit(server)
    folder, _slash, last = parts.path.rpartition("/")
    query = parts.query.replace(f"dbname={last}", f"dbname={database}")
    return urlunsplit(parts._replace(path=f"{folder}/{database}", query=query))
