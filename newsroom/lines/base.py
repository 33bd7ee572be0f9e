"""Django's PostgreSQL backend, whose pool gives out no line that the server has cut.

Django's own check (CONN_HEALTH_CHECKS) asks the server before each request, which takes as long as a small query. A
server that ends says so on every line that it has, and hangs up: whatever can be read from a line that waits for
nothing is the reason to ask.
"""

from __future__ import annotations

import select
from typing import Any

import psycopg
from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params: dict[str, Any]) -> psycopg.Connection:
        line = super().get_new_connection(conn_params)
        while self.pool and _is_cut(line):
            self.pool.putconn(line)  # it is broken by now, so that the pool makes another in its place
            line = super().get_new_connection(conn_params)
        return line


def _is_cut(line: psycopg.Connection) -> bool:
    door = select.poll()
    door.register(line.fileno(), select.POLLIN)
    if not door.poll(0):
        return False
    try:
        line.execute("")
    except psycopg.OperationalError:
        line.close()
        return True
    return False
