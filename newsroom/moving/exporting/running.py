"""An export run: one moment of the newsroom, written to one place."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from newsroom.static_files import are_collected

from .formats import Choice, ExportFailed, Format, Written
from .placing import placed

_SITE = re.compile(r"https?://[a-z0-9.-]+(?::[0-9]{1,5})?/?", re.IGNORECASE)


def run(form: Format, destination: Path, choice: Choice) -> Iterator[Written]:
    """Writes everything, or leaves nothing at the destination, and yields what was written.

    Raises `ExportFailed`, also for what the disk or the folder refuses.
    """
    if form.names_static_files and not are_collected():
        raise ExportFailed("The site's own styles and icons are not in place: run manage.py collectstatic first.")
    try:
        with _place(form, destination) as place, one_moment():
            yield from form.write(place, choice)
    except (OSError, sqlite3.Error) as problem:  # SQLite keeps what a copy has written
        why = getattr(problem, "strerror", "") or problem
        raise ExportFailed(f"It cannot be written to {destination}: {why}.") from problem


def _place(form: Format, destination: Path) -> AbstractContextManager[Path]:
    return nullcontext(destination) if form.is_renewed else placed(destination, is_folder=form.is_folder(destination))


@contextmanager
def at_site(address: str) -> Iterator[None]:
    """What is written inside says that the site is at an address, if one is given; of a command, which is a process of
    its own. Raises `ExportFailed` for what is no site's."""
    own = settings.SITE_URL
    if address and not _SITE.fullmatch(address):
        raise ExportFailed(f"{address} is no site: name its scheme and host alone, as in https://news.example.")
    settings.SITE_URL = address.rstrip("/") or own
    try:
        yield
    finally:
        settings.SITE_URL = own


@contextmanager
def one_moment() -> Iterator[None]:
    """What is read inside is the newsroom of one moment, while the desk works on. Within a transaction of the
    caller's, what that one sees is read."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield
