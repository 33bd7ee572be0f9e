"""The demo newsroom is served as in production and walked through once, whichever process comes first."""

import fcntl
import os
import pickle
from contextlib import closing

import psycopg
import pytest
from django.conf import settings

from bench import database, stack
from newsroom.database import embedded_url
from newsroom.preparing import PREPARING

from .asking import Proxy
from .crawl import walk

NAME = "newsroom_conformance"
MORE = "from tests.conformance.more import publish_more; publish_more()"


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    folder = tmp_path_factory.getbasetemp()
    folder = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder
    kept = folder / "site.pickle"
    with (folder / "site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            kept.touch()  # where it fails, nobody tries again
            with pytest.MonkeyPatch.context() as environment:
                environment.setenv("PUBLIC_VERSIONS", "1")
                kept.write_bytes(pickle.dumps(walked()))
        if not kept.stat().st_size:
            pytest.fail("The newsroom could not be walked through: the first test that needs it says why.")
        return pickle.loads(kept.read_bytes())


def walked():
    address = database.made(NAME, anew=True)
    try:
        prepare(address)
        stack.run("manage.py", "shell", "--no-imports", "-c", MORE, address=address)
        with stack.serving(DATABASE_URL=address) as served, closing(Proxy(served.port)) as proxy:
            return walk(proxy, address=address)
    finally:
        database.drop(NAME)


def prepare(address, by=stack.prepare):
    """Static files are one folder for all databases: other newsrooms that start now wait until it is done."""
    with psycopg.connect(os.environ.get("DATABASE_URL") or embedded_url(settings.VAR)) as alone:
        alone.execute("SELECT pg_advisory_lock(%s)", [PREPARING])
        by(address)
