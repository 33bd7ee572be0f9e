"""An import that died at any moment, or that ran beside others, ends like one that did not."""

import resource
from contextlib import nullcontext
from pathlib import Path
from threading import Thread

import pytest
from django.db import connection

from articles import publishing
from articles.history import broken_rows
from articles.models import Article, Publication, PublicationTerms
from bench import wxr
from newsroom.moving.importing import Terms, run
from newsroom.wire.filing import Filing
from newsroom.wire.formats import FORMATS
from newsroom.wire.matching import ReferenceNames
from newsroom.wire.models import Source
from newsroom.wire.opening import wire_terms
from tests.newsroom.wire.filing.everything import everything
from tests.newsroom.wire.filing.stories import make_stories

from .beginning import begin, statements_of
from .dying import at_commit, before_statement, died

POINTS = 5  # of statements: spread over a whole run

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def site(tmp_path):
    path = tmp_path / "site.xml"
    wxr.write(path, 12)
    return path


@pytest.fixture
def mixed():
    """The stories that a run reads in place of the file's own: of every kind."""
    stories = make_stories(11, 24)
    return {"reading": lambda _file, _opened: iter(stories)}


def imported(path, *, publish, **hooks):
    source = Source.objects.get(name="WordPress")
    filing = Filing(source=source, names=ReferenceNames.read(), publish=publish)
    return list(run([path], filing=filing, terms=Terms(), **hooks))


@pytest.mark.parametrize("publish", [False, True], ids=["filed", "published"])
@pytest.mark.parametrize("kind", ["site", "mixed"])
def test_import_that_died_and_runs_again_leaves_what_one_run_does(site, mixed, kind, publish):
    def work():
        imported(site, publish=publish, **(mixed if kind == "mixed" else {}))

    begin()
    total = statements_of(work)
    expected = everything()
    hooks = [before_statement(number) for number in range(2, total, max(total // POINTS, 1))]
    hooks += [at_commit(1, done=True), at_commit(3, done=False), at_commit(4, done=True)]

    for place, hook in enumerate(hooks):
        begin()
        assert died(work, at=hook), place
        work()
        assert everything() == expected, place
        assert list(broken_rows()) == []


def test_publish_that_died_is_done_whole_or_not_at_all(site):
    begin()
    imported(site, publish=False)
    article = Article.objects.exclude(section=None).order_by("pk").first()
    source = Source.objects.get(name="WordPress")

    moments = 0
    while not Publication.objects.exists():
        moments += 1
        assert moments < 100
        died(lambda: publishing.publish_import(article, by=source.rights), at=before_statement(moments))
        assert list(broken_rows()) == []

    assert moments > 10
    assert Publication.objects.get().status == "live"
    assert PublicationTerms.objects.count() == 1


def test_four_imports_at_once_leave_what_one_does(site):
    begin()
    imported(site, publish=True)
    expected = everything()
    begin()

    told = []

    def work():
        try:
            told.append([record.outcome for record in imported(site, publish=True)])
        finally:
            connection.close()

    threads = [Thread(target=work) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcome for outcomes in told for outcome in outcomes) == ["filed"] * 12 + ["unchanged"] * 36
    assert everything() == expected
    assert list(broken_rows()) == []


MOST = 150_000_000  # bytes beside what the program has already: the files are several times as large, or hide as much
LINE = b'{"headline": "' + b"x" * 60_000_000 + b'"}\n'
HOSTILE = {
    "jsonl": LINE,
    "wxr": b'<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel><item><title>' + b"x" * 60_000_000,
    "nitf": b"<nitf>" + b"<block>" * 5_000_000,
}
MUCH = b"x" * 600_000
POST = b'{"title": "Ferries agree", "uri": "a", "headline": "Ferries agree", "slugline": "' + MUCH + b'"}'
ITEM = b"<newsItem><itemMeta><title>Ferries agree</title><edNote>" + MUCH + b"</edNote></itemMeta></newsItem>"
LONG = {
    "csv": b"headline,note\n" + (b"Ferries agree," + MUCH + b"\n") * 100,
    "json": b'{"total": 100, "items": [' + b",".join([POST] * 100) + b"]}",
    "ninjs": b"[" + b",".join([POST] * 100) + b"]",
    "ghost": b'{"db": [{"data": {"posts": [' + b",".join([POST] * 100) + b"]}}]}",
    "newsml_g2": b"<newsMessage><itemSet>" + ITEM * 100 + b"</itemSet></newsMessage>",
}


SLOW = ("ninjs", "ghost", "newsml_g2")


@pytest.mark.parametrize(
    "format",
    [pytest.param(name, marks=[pytest.mark.slow] if name in SLOW else []) for name in ("site", *HOSTILE, *LONG)],
)
def test_file_is_read_in_little_memory(tmp_path, format):
    path = tmp_path / "file"
    if format == "site":
        wxr.write(path, 2000)
    else:
        path.write_bytes((HOSTILE | LONG)[format])

    def read():
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + MOST,) * 2)
        with path.open("rb") as stream:
            count = sum(1 for _record in FORMATS["wxr" if format == "site" else format].read(stream, wire_terms()))
        assert count == {"site": 2000, **dict.fromkeys(LONG, 100)}.get(format, 1)

    assert not died(read, at=nullcontext)
