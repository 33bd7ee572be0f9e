"""An export run: one moment of the newsroom, written to one place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, transaction

from .formats import Choice, ExportFailed, Format, Written
from .placing import placed


def run(form: Format, destination: Path, choice: Choice) -> Iterator[Written]:
    """Writes everything, or leaves nothing at the destination, and yields what was written.

    Raises `ExportFailed`, also for what the disk or the folder refuses.
    """
    try:
        with placed(destination, is_folder=form.is_folder(destination)) as place, one_moment():
            yield from form.write(place, choice)
    except OSError as problem:
        raise ExportFailed(f"It cannot be written to {destination}: {problem.strerror or problem}.") from problem


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
