"""Sending one request as somebody, seeing what became of it, and taking it back."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.core.cache import caches
from django.db import connection, transaction
from django.test import Client, RequestFactory
from django.test.client import ClientHandler

from newsroom import tries

SIGN_IN = ("/admin/login/", "/accounts/login/")
LETTERS = {200: "y", 304: "y", 400: "b", 403: "f", 404: "n", 405: "m", 409: "c", 410: "g"}
# Sessions, what is counted, and what was only asked for: every request may write these.
UNCOUNTED = {
    *("django_session", "usersessions_usersession", "newsroom_cache", "django_migrations", "keys_use"),
    *("articles_bulkmove", "articles_bulkoutcome"),
}


@dataclass
class Answer:
    """What came back. `letter` is the table's; `after` is the database as the request left it, table by table."""

    response: object
    changed: set = field(default_factory=set)
    after: dict = field(default_factory=dict)

    @property
    def letter(self):
        response = self.response
        letter = LETTERS.get(response.status_code, "!")
        if response.status_code in (301, 302, 303):
            letter = "s" if urlsplit(response["Location"]).path in SIGN_IN else "y"
        if self.changed:
            return "w" if letter == "y" else letter.upper()
        return letter

    def __str__(self):
        parts = [str(self.response.status_code), self.response.headers.get("Location", ""), *sorted(self.changed)]
        return " ".join(filter(None, parts))

    @property
    def words(self):
        """The page without what differs each time: the form's token, nonces."""
        page = self.response.content.decode(errors="replace")
        return re.sub(r'(csrfmiddlewaretoken" value=|nonce=)"[^"]*"', "", page)


class Browser(RequestFactory):
    """Sends what Django's test client would, through all middleware, and copies no contexts: thousands of requests."""

    def __init__(self, *, enforce_csrf_checks=False):
        super().__init__()
        self.handler = ClientHandler(enforce_csrf_checks)

    def request(self, **environ):
        return self.handler(self._base_environ(**environ))


class Desk:
    """Asks on behalf of the people of a world. Whatever a request writes is rolled back."""

    def __init__(self, world):
        self.world = world
        self.tables = sorted(set(_tables()) - UNCOUNTED)
        self.counts_from = _sequences()
        self.before = self.fingerprint()

    def ask(self, role, method, address, fields=None, *, look=None, has_token=True, **more):
        """`look` is called while what was written is still there; its result is the answer's `after`."""
        browser = Browser(enforce_csrf_checks=not has_token)
        return self._ask(browser, role, method, address, fields or {}, look=look, **more)

    def go(self, role, address):
        """Follows where a GET leads, and keeps what the page was made of."""
        return self._ask(Client(raise_request_exception=False), role, "GET", address, {}, follow=True)

    def _ask(self, browser, role, method, address, fields, *, look=None, **more):
        caches["local"].clear()
        tries.shared.away_until = 0.0
        browser.cookies.load(self.world.cookies[role])
        send = getattr(browser, method.lower())
        with transaction.atomic():
            earlier = self.writes()
            answer = Answer(send(address, fields, **more))
            _read(answer.response)
            if self.writes() != earlier:
                after = self.fingerprint()
                answer.changed = {table for table in after if after[table] != self.before[table]}
            answer.after = look() if look else {}
            transaction.set_rollback(True)
        self.world.put_files_back()
        return answer

    def writes(self):
        """How many rows of tables that count this transaction has written, those that it took back included."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_xact_user_tables WHERE relname = ANY(%s)",
                [self.tables],
            )
            return cursor.fetchone()[0]

    def fingerprint(self):
        """Every row of every table that counts, as one value for each."""
        parts = [
            f"SELECT '{table}', count(*) || coalesce(md5(string_agg(t::text, '' ORDER BY t::text)), '') FROM {table} t"
            for table in self.tables
        ]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts))
            return dict(cursor.fetchall())

    def count_anew(self):
        """Gives new rows the numbers that they had the last time: rolling back does not."""
        parts = [f"setval('{name}', {last or 1}, {last is not None})" for name, last in self.counts_from.items()]
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(parts)}")


def _read(response):
    """A file's bytes, so that it is closed."""
    if response.streaming:
        response.read_bytes = b"".join(response.streaming_content)


def _tables():
    with connection.cursor() as cursor:
        return connection.introspection.table_names(cursor)


def _sequences():
    """The last number that each gave, None for one that gave none yet."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'")
        return dict(cursor.fetchall())
