import re
from pathlib import Path

import pytest

from newsroom.wire import parser_process, parsing
from newsroom.wire.opening import read_records, wire_terms
from newsroom.wire.parsing import Parser, ParserFailed, parse
from newsroom.wire.reading import Unreadable

SAMPLES = Path(__file__).parents[2] / "samples"
TEXT = b"Sat 04 Jan 2025 7:12 pm - Jerusalem Time\nFerries\nThey go.\n"
FEED = b"<rss version='2.0'><channel><title>Coast</title>%s</channel></rss>"


@pytest.mark.parametrize(
    "path",
    [sorted((SAMPLES / kind).iterdir())[0] for kind in ("ninjs", "rss_atom", "wire_text", "wxr")],
    ids=lambda path: path.parent.name,
)
def test_parser_reads_what_its_formats_read_here(path):
    payload, terms = path.read_bytes(), wire_terms()

    parsed, opened = parse(payload, name=path.name, terms=terms), read_records(payload, name=path.name, terms=terms)

    assert (parsed.format, parsed.records) == (opened.format, list(opened.records))
    assert parsed.records


def test_parser_has_the_terms_of_the_source():
    text = b"Sat 04 Jan 2025 7:12 pm\nFerries\nThey go.\n"

    [story] = parse(text, name="a.txt", terms=wire_terms(zone="Europe/London"), format="wire_text").records

    assert story.published_at.isoformat() == "2025-01-04T19:12:00+00:00"


def test_what_is_no_story_is_refused_in_a_sentence():
    with pytest.raises(Unreadable, match=r"^This is a sitemap"):
        parse(b"<urlset/>", name="feed", terms=wire_terms())


def test_feed_without_items_is_a_quiet_day():
    assert parse(FEED % b"", name="feed", terms=wire_terms()).records == []


def test_page_that_stands_where_a_feed_was_is_no_quiet_day():
    with pytest.raises(Unreadable, match=r"^The file is no feed"):
        parse(b"<!doctype html><html><body>Log in</body></html>", name="feed", terms=wire_terms(), format="rss")


def test_no_more_records_are_read_than_are_taken():
    items = b"".join(b"<item><title>Ferry %d</title><guid>%d</guid></item>" % (n, n) for n in range(5))

    *records, last = parse(FEED % items, name="feed", terms=wire_terms(), most=3).records

    assert ([record.headline for record in records], last.number) == (["Ferry 0", "Ferry 1", "Ferry 2"], 4)


def test_parser_that_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(parsing, "SECONDS", 0)

    with pytest.raises(Unreadable, match="too long"):
        parse(TEXT, name="a.txt", terms=wire_terms())


def test_one_process_reads_many_files_and_outlives_each(monkeypatch):
    terms = wire_terms()
    with Parser() as parser:
        read = [parser.parse(TEXT, name="a.txt", terms=terms)]
        process = parser._process
        with pytest.raises(Unreadable, match=r"^This is a sitemap"):
            parser.parse(b"<urlset/>", name="a.xml", terms=terms)
        read += [parser.parse(TEXT, name="a.txt", terms=terms), parser.parse(FEED % b"", name="b.xml", terms=terms)]

        assert parser._process is process
        monkeypatch.setattr(parsing, "SECONDS", 0)
        with pytest.raises(Unreadable, match="too long"):
            parser.parse(TEXT, name="a.txt", terms=terms)
        monkeypatch.setattr(parsing, "SECONDS", 20)
        read.append(parser.parse(TEXT, name="a.txt", terms=terms))  # by another one

    assert [len(parsed.records) for parsed in read] == [1, 1, 0, 1]


@pytest.mark.slow
def test_file_that_breaks_its_reader_takes_no_other_with_it(monkeypatch):
    many = b"headline,body,date\n" + b"Ferries,They go,2025-01-04T10:00:00Z\n" * 250_000
    monkeypatch.setattr(parsing, "PATIENCE", 60)
    monkeypatch.setattr(parsing, "SECONDS", 1)

    with Parser() as parser:
        with pytest.raises(Unreadable, match="too long"):
            parser.parse(many, name="a.csv", terms=wire_terms(), format="csv", most=10**9)
        process = parser._process

        assert parser.parse(TEXT, name="a.txt", terms=wire_terms()).records
        assert parser._process is process


@pytest.mark.parametrize(
    ("program", "logged"),
    [
        ("/nowhere/python", "No such file"),
        ("/bin/false", ""),
        ("/bin/true", "not enough values|Broken pipe"),
        ("/bin/echo", "invalid literal|Broken pipe"),
    ],
)
def test_parser_that_cannot_be_started_or_answers_oddly_is_told_in_a_sentence(monkeypatch, caplog, program, logged):
    monkeypatch.setattr(parser_process.sys, "executable", program)

    with pytest.raises(ParserFailed, match=r"^The server could not read it just now\. .* try again later\.$"):
        parse(TEXT, name="a.txt", terms=wire_terms())

    assert re.search(logged, caplog.text)


@pytest.mark.slow
def test_parser_has_so_much_processor_time_and_no_more(monkeypatch):
    """The system ends it, by the signal that a limit sends."""
    monkeypatch.setattr(parsing, "PATIENCE", 60)
    monkeypatch.setattr(parsing, "SECONDS", 1)
    many = b"headline,body,date\n" + b"Ferries,They go,2025-01-04T10:00:00Z\n" * 250_000

    with pytest.raises(Unreadable, match="too long"):
        parse(many, name="a.csv", terms=wire_terms(), format="csv", most=10**9)


@pytest.mark.slow
def test_parser_has_so_much_memory_and_no_more(monkeypatch):
    monkeypatch.setattr(parsing, "MEMORY", 120 * 1024**2)

    with pytest.raises(Unreadable, match="memory"):
        parse(b"headline\n" + b"a" * 60_000_000, name="a.csv", terms=wire_terms(), format="csv")


def test_parser_knows_nothing_of_the_newsroom(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "not for parsers")
    monkeypatch.setenv("PYTHONPATH", "/nowhere")

    assert parse(TEXT, name="a.txt", terms=wire_terms()).format == "wire_text"
    assert "SECRET_KEY" not in parser_process._PLAIN
