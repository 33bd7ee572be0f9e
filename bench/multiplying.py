"""Many publications out of some: copies of the generated ones that only PostgreSQL sees, minutes instead of an hour.

Only what readers' pages read is copied; keys that lead to the desk's tables lead to nothing. A database that was
multiplied is for measuring readers' pages and for nothing else.
"""

from __future__ import annotations

import psycopg
from psycopg import Connection, sql

STEP = 100_000_000  # between the keys of a row and of its copy: no other row has one of these
APART = "37 minutes"  # between the dates of a story and of its copy
TABLES = ("publication", "publicationbyline", "publication_topics", "publication_pictures", "publicationterms")
KEYS = {"id", "publication_id", "article_id", "translation_group"}  # what each copy has its own of
AT_ONCE = 10  # copies a transaction
CHANGED = {
    "slug": "slug || '-' || copy",
    "path": "regexp_replace(path, '/$', '-' || copy || '/')",
    "first_published_at": f"first_published_at - copy * interval '{APART}'",
    "updated_at": f"updated_at - copy * interval '{APART}'",
}


def multiply(address: str, wanted: int, *, generated_by: str) -> int:
    """Copies the stories of a generator until there are as many publications; returns how many there are."""
    with psycopg.connect(address) as connection:
        connection.execute("SET session_replication_role = replica")  # no triggers, no foreign keys
        connection.execute("SET maintenance_work_mem = '1GB'")
        connection.commit()
        first, there = _copies(connection, generated_by)
        last = first + -(-(wanted - _count(connection)) // max(1, there))
        if last > first:
            _without_indexes(connection, first, last, generated_by)
        return _count(connection)


def _count(connection: Connection) -> int:
    return connection.execute("SELECT count(*) FROM articles_publication").fetchone()[0]


def _copies(connection: Connection, name: str) -> tuple[int, int]:
    """The number of the next copy, and how many stories one has."""
    newest = connection.execute("SELECT max(id) FROM articles_publication").fetchone()[0]
    return newest // STEP + 1, connection.execute(_originals("count(*)"), [name]).fetchone()[0]


def _originals(columns: str) -> str:
    return f"""SELECT {columns} FROM articles_publication p WHERE EXISTS (SELECT FROM articles_transition t
        WHERE t.article_id = p.article_id AND t.source = %s AND t.action = 'publish_import')"""


def _without_indexes(connection: Connection, first: int, last: int, name: str) -> None:
    """Indexes are made anew at the end: row by row, that of the words alone would take longer than all the rest."""
    connection.execute(f"CREATE TEMPORARY TABLE originals AS {_originals('p.id')}", [name])
    made = list(_indexes(connection))
    for index, _statement in made:
        connection.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(index)))
    for start in range(first, last, AT_ONCE):
        for table in TABLES:
            _copy(connection, f"articles_{table}", range(start, min(start + AT_ONCE, last)))
        connection.commit()
    for _index, statement in made:
        connection.execute(statement)
    connection.commit()


def _indexes(connection: Connection):
    """Names and statements of those that no constraint needs."""
    return connection.execute(
        """SELECT c.relname, pg_get_indexdef(i.indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
        WHERE i.indrelid::regclass::text = ANY(%s) AND NOT i.indisunique""",
        [[f"articles_{table}" for table in TABLES]],
    ).fetchall()


def _copy(connection: Connection, table: str, copies: range) -> None:
    rows = connection.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND is_generated = 'NEVER'", [table]
    )
    names = [name for (name,) in rows]
    values = [CHANGED.get(name, f"{name} + copy * {STEP}" if name in KEYS else name) for name in names]
    owner = "id" if table == "articles_publication" else "publication_id"
    connection.execute(
        f"INSERT INTO {table} ({', '.join(names)}) OVERRIDING SYSTEM VALUE SELECT {', '.join(values)}"
        f" FROM {table}, generate_series({copies.start}::bigint, {copies.stop - 1}) AS copy"
        f" WHERE {owner} IN (SELECT id FROM originals)"
    )
