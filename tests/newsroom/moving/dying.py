"""Work that is done in a process of its own, which dies without a word in the middle of it."""

import os
import warnings
from contextlib import contextmanager

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.db import connection, connections

DIED, FAILED = 70, 71


def died(work, *, at):
    """Does the work in a child, with the hook `at` around its database; says whether it died before the end."""
    connections.close_all()
    connection.close_pool()  # no two processes hold one line to the database
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # threads of the test's runner stay where they are
        child = os.fork()
    if not child:
        code = FAILED
        try:
            with at():
                work()
            code = 0
        finally:
            os._exit(code)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in (0, DIED)
    return code == DIED


def before_statement(number):
    """Dies in place of a statement, the first being number 1; copies of many rows count as none."""

    @contextmanager
    def hook():
        left = number

        def count(execute, sql, params, many, context):
            nonlocal left
            left -= 1
            if not left:
                os._exit(DIED)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(count):
            yield

    return hook


def at_commit(number, *, done):
    """Dies right before a transaction is committed, or where that is `done`, right after it."""

    @contextmanager
    def hook():
        left, commit = number, connection._commit

        def committed():
            nonlocal left
            left -= 1
            if not left and not done:
                os._exit(DIED)
            commit()
            if not left:
                os._exit(DIED)

        connection._commit = committed
        yield

    return hook


def while_writing(number):
    """Dies as it writes a file of a picture, of which no more than the beginning is on the disk."""

    @contextmanager
    def hook():
        left, save = number, FileSystemStorage._save

        def saved(storage, name, content):
            nonlocal left
            left -= 1
            if left:
                return save(storage, name, content)
            save(storage, name, ContentFile(content.read()[:100]))
            os._exit(DIED)

        FileSystemStorage._save = saved
        yield

    return hook


def at_move(number, *, done):
    """Dies right before a file is moved, or where that is `done`, right after it."""

    @contextmanager
    def hook():
        left, rename = number, os.rename

        def renamed(*places):
            nonlocal left
            left -= 1
            if not left and not done:
                os._exit(DIED)
            rename(*places)
            if not left:
                os._exit(DIED)

        os.rename = renamed
        yield

    return hook
