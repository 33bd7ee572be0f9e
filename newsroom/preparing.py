"""`python -m newsroom.preparing`: bring database, static files and demo up to date, in one process."""

import os
from hashlib import sha256
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from newsroom.plainly import failing_plainly, reach_database

PREPARING = 7_397_766  # the advisory lock's number: any, but always the same


def prepare() -> None:
    """Do what is missing, one process at a time; a second time it changes nothing and takes a second or two."""
    with reach_database() as alone:
        alone.execute("SELECT pg_advisory_lock(%s)", [PREPARING])
        print("Bringing the database up to date ...", flush=True)
        call_command("migrate", interactive=False, verbosity=0)
        if not settings.DEBUG:
            collect_static_files()
        if settings.DEMO:
            call_command("demo")


def collect_static_files() -> None:
    """Collect, hash and compress them, unless none has changed since the last time."""
    marker = Path(settings.STATIC_ROOT).with_name("static-files-seen")
    seen = _fingerprint()
    collected = (Path(settings.STATIC_ROOT) / "staticfiles.json").exists()
    if collected and marker.exists() and marker.read_text() == seen:
        return
    print("Collecting the static files ...", flush=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    marker.write_text(seen)


def _fingerprint() -> str:
    """Changes with every file that is added, removed, edited or replaced by an upgrade."""
    found = sha256()
    for path, storage in sorted(_static_files(), key=lambda item: item[0]):
        state = Path(storage.path(path)).stat()
        found.update(f"{path}\0{storage.location}\0{state.st_size}\0{state.st_mtime_ns}\n".encode())
    return found.hexdigest()


def _static_files():
    for finder in get_finders():
        yield from finder.list([])


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    with failing_plainly():
        django.setup()
        prepare()
