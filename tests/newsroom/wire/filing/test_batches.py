"""Records that are filed together leave what they would leave one by one."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import desk
from articles.models import Article
from articles.rights import Role
from newsroom.wire.filing import Arrival, Filing, Outcome, file_batch
from newsroom.wire.matching import ReferenceNames
from newsroom.wire.models import Source, WireItem
from newsroom.wire.opening import read_records, wire_terms
from newsroom.wire.reading import Unreadable
from newsroom.wire.stories import Standing, WireFailure, as_paragraphs
from tests.factories import make_section, make_user
from tests.newsroom.wire.filed import STORY

from .alike import assert_same, differences, left_by, one_by_one, together
from .stories import make_numbered, make_stories

SAMPLES = Path(__file__).parents[3] / "samples"
FOLDERS = ("csv", "ghost", "newsml_g2", "ninjs", "nitf", "rss_atom", "wire_text", "wxr")
FILES = sorted(path for name in FOLDERS for path in (SAMPLES / name).iterdir() if path.suffix != ".md")
NOW = "2027-01-05 12:00"

pytestmark = pytest.mark.django_db


def take_some(by):
    fresh = Article.objects.filter(desk_state="incoming", history_length=0).order_by("pk")
    for article in fresh[3:9:3]:
        desk.take(article, by=by)


@pytest.mark.parametrize("publish", [False, True], ids=["filed", "published"])
def test_samples_are_filed_alike(newsroom, publish):
    runs = []
    for path in FILES:
        with path.open("rb") as stream, suppress(Unreadable):
            opened = read_records(stream, name=path.name, terms=wire_terms())
            runs.append((opened.format, [Arrival(path.name, record) for record in opened.records]))

    rows = assert_same(runs + runs, source=newsroom, publish=publish)

    assert len(rows["article"]) > 20


@pytest.mark.parametrize("publish", [False, True], ids=["filed", "published"])
@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.slow), pytest.param(3, marks=pytest.mark.slow)])
def test_stories_of_every_kind_are_filed_alike(newsroom, seed, publish):
    arrivals = [Arrival("a.xml", record) for record in make_stories(seed, 120)]
    later = [Arrival("b.xml", record) for record in make_stories(seed, 60)[::-1]]

    editor = make_user(Role.EDITOR)

    rows = assert_same(
        [("wxr", arrivals), ("wxr", later)], source=newsroom, publish=publish, touch=lambda: take_some(editor)
    )

    assert len(rows["article"]) > 40


@pytest.mark.parametrize(
    ("format", "seed"), [("iptc7901", 1), *(pytest.param("anpa", seed, marks=pytest.mark.slow) for seed in (2, 3))]
)
def test_numbered_messages_and_what_takes_them_back_are_filed_alike(newsroom, format, seed):
    messages = make_numbered(seed, 40)
    arrivals = [Arrival(f"{place // 7}.txt", message) for place, message in enumerate(messages)]
    runs = [(format, arrivals[:25]), (format, arrivals[::-1])]

    rows = assert_same(runs, source=newsroom, publish=True)

    standings = [(row["status"], row["standing"]) for row in rows["wireitem"]]
    kinds = {("notice", "canceled"), ("awaited", "canceled"), ("filed", "canceled"), ("filed", "withheld")}
    assert kinds <= set(standings)
    assert len(rows["article"]) > 20


def test_numbered_messages_take_the_same_queries_however_many_there_are(newsroom):
    counts = []
    for size in (5, 10):
        messages = [replace(message, standing=Standing.USABLE) for message in make_numbered(size, size)]
        arrivals = [Arrival("a.txt", replace(one, external_id=f"x{size}{one.external_id}")) for one in messages]
        with CaptureQueriesContext(connection) as queries:
            together(Filing(newsroom, ReferenceNames.read(), format="iptc7901"), arrivals)
        counts.append(len(queries))

    assert counts[0] == counts[1] < 25


def test_person_files_alike_in_the_own_section_alone(newsroom):
    person = make_user(Role.REPORTER, make_section("world"))
    arrivals = [Arrival("a.xml", record) for record in make_stories(5, 30)]

    assert_same([("wxr", arrivals)], source=newsroom, user=person)


def test_run_that_publishes_what_an_earlier_one_filed(newsroom):
    arrivals = [Arrival("a.xml", record) for record in make_stories(7, 30)]

    def both(way):
        def run(filing, arrivals):
            return way(replace(filing, publish=False, met={}), arrivals) + way(filing, arrivals)

        return run

    said, expected = left_by(both(one_by_one), [("wxr", arrivals)], source=newsroom, publish=True)
    same, rows = left_by(both(together), [("wxr", arrivals)], source=newsroom, publish=True)
    assert same == said
    assert differences(rows, expected) == []
    assert expected["publication"]


def test_batch_takes_the_same_queries_whatever_it_holds(newsroom):
    counts = []
    for size in (3, 6):
        bodies = [as_paragraphs((" ".join(f"{word}{number}{size}" for word in "abcdef"),)) for number in range(size)]
        arrivals = [Arrival("a", replace(STORY, external_id=body, body=body)) for body in bodies]
        filing = Filing(newsroom, ReferenceNames.read())
        with CaptureQueriesContext(connection) as queries:
            results = together(filing, arrivals)
        assert [result.outcome for result in results] == [Outcome.FILED] * size
        counts.append(len(queries))

    assert counts[0] == counts[1] < 20


def test_what_comes_after_shares_the_transaction_of_its_batch(newsroom):
    arrivals = [Arrival("a", replace(STORY, external_id=str(number))) for number in range(3)]
    arrivals.insert(1, Arrival("a", WireFailure(9, 1, "Broken.", "")))
    seen = []

    def after(pairs):
        seen.append([result.outcome for _record, result in pairs])
        if len(pairs) == 2:
            raise RuntimeError
        return [replace(result, reason="Told.") for _record, result in pairs]

    with pytest.raises(RuntimeError):
        list(file_batch(Filing(newsroom, ReferenceNames.read()), arrivals, after=after))

    assert seen == [[Outcome.FILED], [Outcome.FAILED], [Outcome.FILED, Outcome.FILED]]
    assert Article.objects.count() == 1


def test_new_source_of_a_run_that_is_not_kept_is_not_stored(newsroom):
    filing = Filing(Source(name="New Wire"), ReferenceNames.read())
    arrivals = [Arrival("a", replace(STORY, external_id=str(number))) for number in range(3)]

    results = list(file_batch(filing, arrivals, is_kept=False))

    assert [result.outcome for _arrival, result in results] == [Outcome.FILED] * 3
    assert (filing.source.pk, Source.objects.filter(name="New Wire").exists(), WireItem.objects.count()) == (
        *(None, False),
        0,
    )
