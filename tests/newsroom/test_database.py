import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import environ
import psycopg
import pytest
from django.core.exceptions import ImproperlyConfigured

from newsroom import postgres
from newsroom.database import connection, embedded_url, explain, is_running, is_unreachable, leave

ROOT = Path(__file__).parents[2]
USE = """
import sys
from pathlib import Path
from newsroom.database import embedded_url
print(embedded_url(Path(sys.argv[1])), flush=True)
sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def _durable(monkeypatch):
    monkeypatch.delenv("NEWSROOM_TEST_DATABASE", raising=False)


@pytest.fixture
def var(tmp_path):
    yield tmp_path
    leave(tmp_path)


@pytest.fixture
def use(var):
    """Starts another process that uses the server below `var` until it is ended."""
    users = []

    def start():
        command = [sys.executable, "-c", USE, str(var)]
        streams = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        users.append(subprocess.Popen(command, cwd=ROOT, **streams))
        return users[-1]

    yield start
    for user in users:
        user.communicate()


def ask(url, question):
    with psycopg.connect(url) as server:
        return server.execute(question).fetchone()[0]


def wait_until(condition, *, seconds=5):
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.02)
    return condition()


def server_process(var):
    return int((var / "postgres" / "data" / "postmaster.pid").read_text().split()[0])


@pytest.mark.slow
def test_embedded_url_means_the_same_to_libpq_and_to_django(var):
    url = embedded_url(var)

    for_django = environ.Env.db_url_config(url)
    for_libpq = psycopg.conninfo.conninfo_to_dict(url)

    assert (for_django["HOST"], for_django["NAME"], for_django["USER"]) == (
        for_libpq["host"],
        for_libpq["dbname"],
        for_libpq["user"],
    )
    assert ask(url, "SELECT current_database()") == "newsroom"


@pytest.mark.slow
def test_embedded_url_server_is_durable_and_has_room(var):
    settings = {
        "fsync": "on",
        "full_page_writes": "on",
        "listen_addresses": "",
        "max_connections": "200",
        "server_encoding": "UTF8",
        "synchronous_commit": "on",
        "TimeZone": "UTC",
    }

    with psycopg.connect(embedded_url(var)) as server:
        found = {name: server.execute("SELECT current_setting(%s)", [name]).fetchone()[0] for name in settings}

    assert found == settings


@pytest.mark.slow
def test_embedded_url_for_tests_is_a_second_server_that_need_not_be_durable(var, monkeypatch):
    url = embedded_url(var)
    monkeypatch.setenv("NEWSROOM_TEST_DATABASE", "1")

    for_tests = embedded_url(var)

    assert for_tests != url
    assert ask(for_tests, "SELECT current_setting('fsync')") == "off"


@pytest.mark.slow
def test_embedded_url_server_knows_letters_of_all_languages(var):
    url = embedded_url(var)

    assert ask(url, "SELECT lower('ÉCOLE')") == "école"
    assert ask(url, "SELECT array_agg(w ORDER BY w) FROM unnest(ARRAY['ثقافة','اقتصاد','رياضة','zone','art']) w") == [
        "art",
        "zone",
        "اقتصاد",
        "ثقافة",
        "رياضة",
    ]


@pytest.mark.slow
def test_embedded_url_keeps_what_was_written_and_is_not_made_anew(var):
    with psycopg.connect(embedded_url(var)) as server:
        server.execute("CREATE TABLE note AS SELECT 'kept' AS text")
    leave(var)
    made = (var / "postgres" / "data" / "PG_VERSION").stat().st_mtime_ns

    url = embedded_url(var)

    assert (var / "postgres" / "data" / "PG_VERSION").stat().st_mtime_ns == made
    assert ask(url, "SELECT text FROM note") == "kept"


@pytest.mark.slow
def test_embedded_url_is_one_server_for_processes_that_start_together(var, use):
    users = [use(), use(), use()]

    urls = {user.stdout.readline().strip() for user in users}

    assert urls == {embedded_url(var)}


@pytest.mark.slow
def test_embedded_url_server_stops_with_the_last_process(var, use):
    first, second = use(), use()
    first.stdout.readline()
    second.stdout.readline()

    first.communicate()
    time.sleep(0.3)
    assert is_running(var)

    second.kill()
    assert wait_until(lambda: not is_running(var))


@pytest.mark.slow
def test_embedded_url_recovers_from_a_killed_server(var):
    embedded_url(var)
    os.kill(server_process(var), signal.SIGKILL)
    assert wait_until(lambda: not is_running(var))

    assert ask(embedded_url(var), "SELECT 1") == 1


@pytest.mark.slow
def test_embedded_url_recovers_from_a_pid_file_that_names_another_process(var):
    embedded_url(var)
    leave(var)
    pid_file = var / "postgres" / "data" / "postmaster.pid"
    pid_file.write_text(f"{os.getpid()}\n{pid_file.parent}\n1\n5432\n{var}/postgres/socket\n\n\nready\n")

    assert ask(embedded_url(var), "SELECT 1") == 1


@pytest.mark.slow
def test_embedded_url_in_a_folder_too_long_for_a_socket(var):
    deep = var / ("غرفة " * 10) / ("x" * 100)

    url = embedded_url(deep)

    assert ask(url, "SELECT 1") == 1
    leave(deep)


@pytest.mark.slow
def test_embedded_url_lets_no_other_user_in(var):
    embedded_url(var)

    closed = [stat.S_IMODE((var / "postgres" / name).stat().st_mode) for name in ("data", "socket")]

    assert closed == [0o700, 0o700]


@pytest.mark.slow
def test_embedded_url_without_the_package_says_to_set_database_url(tmp_path, monkeypatch):
    monkeypatch.setattr(postgres, "PACKAGE", "a_package_that_is_not_there")

    with pytest.raises(ImproperlyConfigured) as failure:
        embedded_url(tmp_path)

    assert str(failure.value) == (
        "The embedded PostgreSQL cannot start: it is not installed, or there is none for this platform. "
        "Set DATABASE_URL to a PostgreSQL database of yours (postgresql://user:password@host/name)."
    )


@pytest.mark.slow
def test_embedded_url_with_unreadable_data_says_why(var):
    embedded_url(var)
    leave(var)
    (var / "postgres" / "data" / "PG_VERSION").write_text("9.6\n")

    with pytest.raises(ImproperlyConfigured) as failure:
        embedded_url(var)

    assert str(failure.value) == (
        "The embedded PostgreSQL cannot start: pg_ctl failed: database files are incompatible with server. "
        "Set DATABASE_URL to a PostgreSQL database of yours (postgresql://user:password@host/name)."
    )


@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "://",
        "mysql://user:topsecret@host/name",
        "postgresql://host",
        "postgresql://user:topsecret@host:port/name",
        "postgresql://user:top/secret@host/name",
    ],
)
def test_connection_refuses_an_unreadable_url_without_its_password(url):
    with pytest.raises(ImproperlyConfigured) as failure:
        connection(url)

    assert str(failure.value) == (
        "DATABASE_URL cannot be read: it must look like postgresql://user:password@host:5432/name, "
        "with special characters of the password percent-encoded."
    )
    assert failure.value.__suppress_context__ or failure.value.__context__ is None


def test_connection_of_a_full_url():
    found = connection("postgresql://desk:p%40ss@db.example:5433/news")

    assert [found[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == [
        "desk",
        "p@ss",
        "db.example",
        5433,
        "news",
    ]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("failed to resolve host 'db.example': [Errno -2] Name", "there is no host named “db.example”"),
        ('FATAL:  password authentication failed for user "desk"', "the password of user “desk” is wrong"),
        ("fe_sendauth: no password supplied", "the server wants a password and none is given"),
        ('FATAL:  database "news" does not exist', "the server has no database “news”"),
        ('FATAL:  role "desk" does not exist', "the server has no user “desk”"),
        ("port 1 failed: Connection refused\n\tIs the server running?", "no server answers there"),
        ("connection timeout expired", "it did not answer in time"),
        ("FATAL:  sorry, too many clients already", "the server has no connection left"),
        ('connection is bad: invalid port number: "99999"', "DATABASE_URL cannot be read"),
    ],
)
def test_explain_is_one_sentence(said, sentence):
    assert explain(psycopg.OperationalError(said)) == (
        f"The database cannot be reached: {sentence}. Check DATABASE_URL."
    )


def test_explain_of_an_unknown_reason_does_not_repeat_it():
    assert explain(psycopg.OperationalError("password=topsecret")) == (
        "The database cannot be reached. Check DATABASE_URL, and that the server is up."
    )


def test_explain_of_real_refusals(var):
    url = embedded_url(var)

    with pytest.raises(psycopg.OperationalError) as no_database:
        psycopg.connect(url.replace("dbname=newsroom", "dbname=absent"))
    with pytest.raises(psycopg.OperationalError) as nobody_there:
        psycopg.connect("postgresql://desk:topsecret@127.0.0.1:1/news")

    assert [explain(failure.value) for failure in (no_database, nobody_there)] == [
        "The database cannot be reached: the server has no database “absent”. Check DATABASE_URL.",
        "The database cannot be reached: no server answers there. Check DATABASE_URL.",
    ]


def test_is_unreachable_is_not_what_a_reached_server_refuses(var):
    with psycopg.connect(embedded_url(var)) as server, pytest.raises(psycopg.OperationalError) as failure:
        server.execute("SET statement_timeout = '1ms'; SELECT pg_sleep(1)")

    assert not is_unreachable(failure.value)


def test_connection_leaves_no_option_that_wins_over_the_test_database():
    settings = connection("postgresql://desk@/%2Fsocket/news?host=%2Fsocket&dbname=news&sslmode=prefer")

    assert settings["NAME"] == "news"
    assert settings["HOST"] == "/socket"
    assert settings["OPTIONS"] == {"sslmode": "prefer"}
