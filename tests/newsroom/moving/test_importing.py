import os
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import connection

from articles.models import Article
from newsroom.moving.files import UnreadableFile, expand, inside
from newsroom.moving.importing import (
    Terms,
    run,
)
from newsroom.wire.filing import Filing, Outcome
from newsroom.wire.matching import ReferenceNames
from newsroom.wire.models import Source, WireItem
from tests.factories import make_section

STORY = "WORLD\nSat 04 Jan 2025 7:12 pm - Jerusalem Time\n{headline}\nThe boats of {headline} go out again.\n"
UNDATED = "WORLD\nSometime\nUndated\nThis cannot be filed.\n"


def written(folder, **texts):
    """Files by stem, in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for stem, text in texts.items():
        (folder / f"{stem}.txt").write_text(text)
    return folder


def filing(**options):
    return Filing(source=Source(name="Coastal Wire"), names=ReferenceNames.read(), **options)


def outcomes(paths, **terms):
    return [(Path(record.path).name, record.outcome) for record in run(paths, filing=filing(), terms=Terms(**terms))]


def test_files_of_a_folder_are_sorted_and_hidden_ones_passed_over(tmp_path):
    written(tmp_path, b="", a="")
    written(tmp_path / "deep" / "er", c="")
    written(tmp_path / ".hidden", d="")
    (tmp_path / ".e.txt").touch()
    (tmp_path / "README.md").touch()

    assert list(expand([tmp_path])) == [
        (tmp_path / "README.md", False),
        (tmp_path / "a.txt", False),
        (tmp_path / "b.txt", False),
        (tmp_path / "deep" / "er" / "c.txt", False),
    ]


def test_file_that_is_named_twice_and_in_a_folder_counts_once(tmp_path):
    written(tmp_path, a="", b="")
    a, b = tmp_path / "a.txt", tmp_path / "b.txt"

    assert list(expand([b, tmp_path, b, a])) == [(a, True), (b, True)]


@pytest.mark.parametrize("name", ["nowhere.txt", "x" * 300, "nowhere/deeper.txt"])
def test_path_that_leads_nowhere_is_kept_to_be_reported(tmp_path, name):
    assert list(expand([tmp_path / name])) == [(tmp_path / name, True)]


def test_link_that_leads_nowhere_is_kept_to_be_reported(tmp_path):
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")

    assert list(expand([tmp_path])) == [(tmp_path / "a.txt", False)]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("nowhere.txt", "There is no such file."),
        ("x" * 300, "It cannot be read: File name too long."),
        (".", "It cannot be read: Is a directory."),
    ],
)
def test_file_that_cannot_be_read_is_refused(tmp_path, name, reason):
    with pytest.raises(UnreadableFile) as refused:
        list(inside(tmp_path / name))

    assert str(refused.value) == reason


@pytest.mark.django_db
def test_endless_file_is_not_read_to_its_end():
    assert outcomes([Path("/dev/zero")]) == [("zero", "failed")]


@pytest.mark.django_db
def test_run_yields_each_record_as_it_is_filed(tmp_path):
    written(tmp_path, a=STORY.format(headline="Ferries agree"), b=STORY.format(headline="Buses return"))
    running = run([tmp_path], filing=filing(), terms=Terms())

    first = next(running)

    assert (first.path, first.number, first.outcome) == (str(tmp_path / "a.txt"), 1, "filed")
    assert list(Article.objects.values_list("pk", "headline")) == [(first.article, "Ferries agree")]


@pytest.mark.django_db
def test_file_that_a_folder_does_not_contribute_is_skipped(tmp_path):
    make_section("world")
    (written(tmp_path, a=STORY.format(headline="Ferries agree")) / "notes.md").write_text("notes")

    assert outcomes([tmp_path]) == [("a.txt", "filed"), ("notes.md", "skipped")]
    assert outcomes([tmp_path / "notes.md"]) == [("notes.md", "failed")]


@pytest.mark.django_db
def test_pipe_in_a_folder_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")

    assert outcomes([tmp_path]) == [("pipe.txt", "skipped")]


@pytest.mark.django_db
def test_run_of_two_records_in_a_file_counts_both(tmp_path):
    trailer = "Share your opinion\nFerries agree\n"
    text = STORY.format(headline="Ferries agree") + trailer + STORY.format(headline="Buses return")
    written(tmp_path, a=text)

    records = list(run([tmp_path], filing=filing(), terms=Terms()))

    assert [(record.number, record.outcome) for record in records] == [(1, "filed"), (2, "filed")]
    assert list(WireItem.objects.order_by("number").values_list("number", "line")) == [(1, 1), (2, 7)]


@pytest.mark.django_db
def test_strict_run_ends_at_the_first_failure(tmp_path):
    written(tmp_path, a=STORY.format(headline="Ferries agree"), b=UNDATED, c=STORY.format(headline="Buses return"))

    assert outcomes([tmp_path], strict=True) == [("a.txt", "filed"), ("b.txt", "failed")]
    assert [article.headline for article in Article.objects.all()] == ["Ferries agree"]


@pytest.mark.django_db
def test_what_comes_after_is_done_in_the_transaction_of_its_records(tmp_path):
    make_section("world")
    written(tmp_path, a=STORY.format(headline="Haifa"), b=UNDATED)
    seen = []

    def after(records):
        assert connection.in_atomic_block
        seen.extend((record.number, result.outcome, WireItem.objects.count()) for record, result in records)
        return [replace(result, reason=f"Said of {record.number}.") for record, result in records]

    told = list(run([tmp_path], filing=filing(), terms=Terms(), after=after))

    assert [record.reason for record in told] == ["Said of 1.", "Said of 1."]
    assert [(number, outcome) for number, outcome, _ in seen] == [(1, Outcome.FILED), (1, Outcome.FAILED)]
    assert seen[0][2] >= 1


@pytest.mark.django_db
def test_what_has_to_be_there_before_is_done_outside_that_transaction(tmp_path):
    make_section("world")
    written(tmp_path, a=STORY.format(headline="Haifa"))
    depth = len(connection.savepoint_ids)
    seen = []

    def reading(file, opened):
        for record in opened.records:
            seen.append((file.name, opened.format, record.headline, len(connection.savepoint_ids)))
            yield record

    list(run([tmp_path], filing=filing(), terms=Terms(), reading=reading))

    assert seen == [(str(tmp_path / "a.txt"), "wire_text", "Haifa", depth)]


@pytest.mark.django_db
def test_dry_run_keeps_nothing_between_two_records(tmp_path):
    written(tmp_path, a=STORY.format(headline="Ferries agree"), b=UNDATED)
    running = run([tmp_path], filing=filing(), terms=Terms(dry_run=True))

    record = next(running)

    assert (record.outcome, record.article) == ("filed", None)
    assert (Article.objects.count(), WireItem.objects.count()) == (0, 0)
    assert [record.outcome for record in running] == ["failed"]
    assert (Source.objects.count(), WireItem.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_file_name_in_another_charset_is_spelled_out(tmp_path):
    (tmp_path / "ignored").mkdir()
    name = bytes(tmp_path) + b"/\xe3\xed\xe4\xc7\xc1.txt"
    with open(name, "w") as file:
        file.write(STORY.format(headline="Ferries agree"))

    [record] = run([tmp_path], filing=filing(), terms=Terms())

    assert (record.path, record.outcome) == (f"{tmp_path}/\\xe3\\xed\\xe4\\xc7\\xc1.txt", "filed")
    assert WireItem.objects.get().path == record.path
