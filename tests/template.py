"""A database with all tables in it, made once for the migrations as they are; those of the tests are its copies."""

import hashlib
import inspect
import sys
from importlib.metadata import distributions
from pathlib import Path

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from psycopg.sql import SQL, Identifier

PREFIX = "newsroom_template_"
HALF = "newsroom_half"


def ready():
    """Its name. Whoever comes for it while another process makes it waits."""
    name = PREFIX + _key()
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [PREFIX])  # until the connection ends
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
        there = {row[0] for row in cursor.fetchall()}
        if name not in there:
            _make()
            cursor.execute(SQL("ALTER DATABASE {} RENAME TO {}").format(Identifier(HALF), Identifier(name)))
            for old in there:
                cursor.execute(SQL("DROP DATABASE {}").format(Identifier(old)))
    return name


def _make():
    """Under another name, so that one whose making was broken off is never taken for it."""
    tests, settings = connection.settings_dict["TEST"], dict(connection.settings_dict)
    name, tests["NAME"] = tests["NAME"], HALF
    try:
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    finally:
        connection.close()
        connection.close_pool()
        tests["NAME"], connection.settings_dict["NAME"] = name, settings["NAME"]


def _key():
    """Of the bytes of all migrations, of what ours import and of what is installed."""
    found = hashlib.sha256(repr(sorted((one.name, one.version) for one in distributions())).encode())
    for path in sorted(set(_files())):
        found.update(path.read_bytes())
    return found.hexdigest()[:16]


def _files():
    for migration in MigrationLoader(None).disk_migrations.values():
        module = sys.modules[type(migration).__module__]
        yield from (path for path in Path(module.__file__).parent.iterdir() if path.is_file())
        for value in vars(module).values():
            source = value if inspect.ismodule(value) else sys.modules.get(getattr(value, "__module__", None))
            if source and getattr(source, "__file__", None):
                yield Path(source.__file__)
