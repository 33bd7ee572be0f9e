import io
import sys

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from articles.clock import database_now
from newsroom.readership.models import HourlyReads
from tests.newsroom.pages.readers import publish
from tests.newsroom.readership.test_log_counting import line

pytestmark = pytest.mark.django_db


def run(*arguments, capsys):
    """The exit code, and what was said."""
    try:
        call_command("count_reads", *map(str, arguments))
        code = 0
    except SystemExit as ended:
        code = ended.code
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.fixture
def log(tmp_path):
    path = tmp_path / "access.log"
    path.write_bytes(line(publish().path) * 2)
    return path


def test_log_is_counted_and_again_it_is_not(log, capsys):
    assert run(log, capsys=capsys) == (
        0,
        f"{log}: 2 lines, 2 reads, 0 other requests, 0 reads too old or in the future, 0 lines not understood\n",
        "",
    )
    assert run(log, capsys=capsys) == (0, f"{log}: was counted before, nothing was added\n", "")
    assert HourlyReads.objects.get().reads == 2


def test_standard_input_is_a_log(monkeypatch, capsys):
    content = line(publish().path)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(content))))

    assert run("-", capsys=capsys)[0] == 0
    assert HourlyReads.objects.get().reads == 1


@pytest.mark.parametrize(("content", "code"), [(b"", 0), (b"what?\n", 2), (b"\x1f\x8bnot gzip", 2)])
def test_exit_code_says_whether_it_was_understood(tmp_path, capsys, content, code):
    path = tmp_path / "odd.log"
    path.write_bytes(content)

    assert run(path, capsys=capsys)[0] == code


def test_line_that_is_not_understood_is_exit_one(log, capsys):
    log.write_bytes(log.read_bytes() + b"what?\n")

    code, _out, err = run(log, capsys=capsys)

    assert (code, err) == (1, f"{log}: line 3 is the first that was not understood\n")


def test_log_that_has_grown_says_so(log, capsys):
    run(log, capsys=capsys)
    log.write_bytes(log.read_bytes() + line("/"))

    assert run(log, capsys=capsys)[1].startswith(
        f"{log}: 1 lines after 2 that were counted before, 0 reads, 1 other requests"
    )


def test_columns_of_a_table_may_be_named(tmp_path, capsys):
    path = tmp_path / "edge.csv"
    path.write_text(f"{database_now().isoformat()},GET,{publish().path},200\n")

    assert run(path, "--columns", "time, method,url,status", capsys=capsys)[0] == 0
    assert HourlyReads.objects.get().reads == 1


def test_file_that_is_not_there_is_said(log, tmp_path, capsys):
    code, out, err = run(tmp_path / "none.log", log, capsys=capsys)

    assert (code, "2 reads" in out, "none.log: cannot be read" in err) == (1, True, True)
    assert run(tmp_path / "none.log", capsys=capsys)[0] == 2


def test_fact_that_is_none_is_refused():
    with pytest.raises(CommandError, match="FACT=NAME"):
        call_command("count_reads", "-", "--field", "weather=sun")
