"""What a pool does once the server has cut its lines."""

from copy import deepcopy

import psycopg
import pytest
from django.db import connections

from newsroom.lines.base import DatabaseWrapper


class OwnPool(DatabaseWrapper):
    _connection_pools = {}


@pytest.fixture
def lines(db):
    """A pool of one line of its own, on the tests' database."""
    settings = deepcopy(connections["default"].settings_dict)
    settings["OPTIONS"]["pool"] = {"min_size": 1, "max_size": 1, "timeout": 10}
    wrapper = OwnPool(settings)
    yield wrapper
    wrapper.close()
    wrapper.close_pool()


def server_process(lines):
    """The server's process behind the line, which is given back afterwards, as at the end of a request."""
    with lines.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        found = cursor.fetchone()[0]
    lines.close()
    return found


def end(lines, process):
    with psycopg.connect(**lines.get_connection_params() | {"cursor_factory": psycopg.Cursor}, autocommit=True) as own:
        own.execute("SELECT pg_terminate_backend(%s, 5000)", [process])


def test_line_is_used_again(lines):
    assert server_process(lines) == server_process(lines)


def test_line_that_the_server_cut_is_replaced_before_anybody_asks_on_it(lines):
    process = server_process(lines)
    end(lines, process)

    assert server_process(lines) not in (None, process)


def test_line_with_news_on_it_is_kept(lines):
    process = server_process(lines)
    with lines.cursor() as cursor:
        cursor.execute("LISTEN lines_of_a_test")
    lines.close()
    with psycopg.connect(**lines.get_connection_params() | {"cursor_factory": psycopg.Cursor}, autocommit=True) as own:
        own.execute("NOTIFY lines_of_a_test")

    assert server_process(lines) == process
