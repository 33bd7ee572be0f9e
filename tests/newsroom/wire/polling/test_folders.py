"""Sources that are folders on the server."""

import os
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from newsroom.wire.models import Polling, Source, SourceFile, SourceKind, WireItem, WireItemStatus
from newsroom.wire.polling import ask, filing, folders, try_out

TEXT = "BUSINESS\nSun 29 Nov 2026 10:00 am - Jerusalem Time\n{headline}\nThe boats of {headline} go out again.\n"


@pytest.fixture(autouse=True)
def _settled(monkeypatch):
    """Files are complete as they are, unless a test says otherwise."""
    monkeypatch.setattr(folders, "SETTLED_SECONDS", -1)


def put(folder, name="a.txt", headline="Ferries agree"):
    (folder / name).write_text(TEXT.format(headline=headline))
    return folder / name


def outcomes(asked):
    return [(line.path, str(line.outcome)) for line in asked.lines]


def test_file_is_filed_once_and_stays_where_it_is(agency, folder):
    put(folder)
    put(folder, "b.txt", "Buses return")

    assert outcomes(ask(agency)) == [("a.txt", "filed"), ("b.txt", "filed")]
    assert (ask(agency).lines, sorted(os.listdir(folder))) == ([], ["a.txt", "b.txt"])


@pytest.mark.slow
def test_files_are_filed_together(agency, folder, monkeypatch):
    monkeypatch.setattr(filing, "PATIENCE_SECONDS", 0)
    counts = []
    for names in ("abc", "defghi"):
        for name in names:
            put(folder, f"{name}.txt", f"Ferry {name * 3}")
        with CaptureQueriesContext(connection) as queries:
            asked = ask(agency)
        assert outcomes(asked) == [(f"{name}.txt", "filed") for name in names]
        counts.append(len(queries))

    assert counts[1] < counts[0] + 5  # with three files more, like those before


@pytest.mark.slow
def test_file_that_is_broken_is_told_in_its_turn(agency, folder):
    put(folder)
    (folder / "b.xml").write_bytes(b"<rss><channel>")
    put(folder, "c.txt", "Buses return")

    assert outcomes(ask(agency)) == [("a.txt", "filed"), ("b.xml", "failed"), ("c.txt", "filed")]
    assert ask(agency).lines == []


@pytest.mark.slow
def test_file_that_has_changed_is_read_again(agency, folder):
    put(folder)
    ask(agency)
    (folder / "a.txt").write_text(TEXT.format(headline="Ferries agree") + "More came later.\n")

    assert outcomes(ask(agency)) == [("a.txt", "updated")]
    assert "More came later" in Article.objects.get().body


def test_file_that_still_grows_is_left_until_it_stays_as_it_is(agency, folder, monkeypatch):
    monkeypatch.setattr(folders, "SETTLED_SECONDS", 3600)
    monkeypatch.setattr(folders, "SEEN_SECONDS", 0)
    path = put(folder)

    first = ask(agency)
    path.write_text(TEXT.format(headline="Ferries agree") + "It has grown.\n")
    second, third = ask(agency), ask(agency)

    assert [outcomes(asked) for asked in (first, second, third)] == [[], [], [("a.txt", "filed")]]
    assert (first.is_unfinished, third.is_unfinished) == (True, False)
    assert "It has grown" in Article.objects.get().body


def test_file_that_was_just_seen_may_still_grow(agency, folder, monkeypatch):
    monkeypatch.setattr(folders, "SETTLED_SECONDS", 3600)
    put(folder)

    assert [ask(agency).lines for _time in range(2)] == [[], []]


@pytest.mark.slow
def test_file_is_moved_where_the_source_says_so_and_never_over_another(agency, folder):
    Source.objects.update(moves_files=True)
    agency.refresh_from_db()
    for headline in ("Ferries agree", "Buses return"):
        put(folder, "a.txt", headline)
        ask(agency)

    assert os.listdir(folder) == ["done"]
    assert sorted(os.listdir(folder / "done")) == ["a (2).txt", "a.txt"]
    assert Article.objects.count() == 2


@pytest.mark.slow
def test_file_that_is_gone_is_forgotten_and_its_story_known_when_it_comes_back(agency, folder):
    path = put(folder)
    ask(agency)
    path.unlink()
    ask(agency)
    forgotten = not SourceFile.objects.exists()
    put(folder)

    assert (forgotten, outcomes(ask(agency))) == (True, [("a.txt", "unchanged")])


def test_what_is_no_file_of_the_wire_is_not_read(agency, folder, tmp_path):
    put(folder, ".hidden.txt")
    put(folder, "a.txt.part")
    put(folder, "notes.md")
    (folder / "deep.txt").mkdir()
    (folder / "linked.txt").symlink_to(put(tmp_path, "outside.txt"))
    os.mkfifo(folder / "pipe.txt")

    assert (ask(agency).lines, WireItem.objects.count()) == ([], 0)


def test_file_that_cannot_be_read_is_told_and_stops_no_other(agency, folder):
    (folder / "a.txt").write_bytes(b"%PDF-1.7")
    put(folder, "b.txt")

    asked = ask(agency)

    assert outcomes(asked) == [("a.txt", "failed"), ("b.txt", "filed")]
    assert asked.lines[0].reason.startswith("This is a PDF document")
    assert ask(agency).lines == []


def test_file_that_was_read_when_half_of_it_had_come_is_seen_to_when_it_is_whole(agency, folder):
    (folder / "a.txt").write_bytes(b"")
    ask(agency)
    put(folder)
    ask(agency)

    failed = WireItem.objects.get(article=None)
    assert (failed.status, failed.reason.endswith("Its file was read later.")) == (WireItemStatus.SETTLED, True)


@pytest.mark.slow
def test_name_in_any_charset_is_a_name(agency, folder):
    with open(os.path.join(os.fsencode(folder), b"\xe7.txt"), "w") as file:
        file.write(TEXT.format(headline="Ferries agree"))

    assert outcomes(ask(agency)) == [("\\xe7.txt", "filed")]
    assert SourceFile.objects.get().is_read


@pytest.mark.slow
def test_many_files_are_read_in_turns(agency, folder, monkeypatch):
    monkeypatch.setattr("newsroom.wire.polling.running.SECONDS", 0.01)
    for number in range(3):
        put(folder, f"{number}.txt", f"Ferry {number}")

    asked = [ask(agency) for _time in range(3)]

    assert [len(each.lines) for each in asked] == [1, 1, 1]
    assert [each.is_unfinished for each in asked] == [True, True, False]


def test_trying_out_reads_what_is_there_and_keeps_nothing(agency, folder):
    put(folder)

    assert outcomes(try_out(agency)) == [("a.txt", "filed")]
    assert (Article.objects.count(), SourceFile.objects.count(), os.listdir(folder)) == (0, 0, ["a.txt"])


@pytest.mark.parametrize("named", ["..", "../..", "/etc", "outside", "a\0b"])
def test_folder_outside_is_never_looked_into(agency, folder, tmp_path, named):
    (tmp_path / "outside").symlink_to("/etc")

    assert ask(Source(pk=agency.pk, kind=SourceKind.FOLDER, folder=named)).problem == (
        "This folder is not below the one that WIRE_FOLDERS names."
    )


def test_folder_that_is_not_there_is_a_failure(agency, folder, settings):
    agency.folder = "elsewhere"
    gone = ask(agency).problem
    settings.WIRE_FOLDERS = ""

    assert gone == "There is no such folder on the server."
    assert ask(agency).problem.startswith("No folder is looked into on this server")


@pytest.fixture
def moving(agency):
    agency.moves_files = True
    agency.save()
    return agency


@pytest.mark.parametrize("is_link", [True, False])
def test_files_are_moved_into_a_folder_of_its_own_alone(moving, folder, tmp_path, is_link):
    (tmp_path / "elsewhere").mkdir()
    if is_link:
        (folder / "done").symlink_to(tmp_path / "elsewhere")
    else:
        (folder / "done").write_text("no folder")
    put(folder)

    asked, again = ask(moving), ask(moving)

    assert (outcomes(asked), again.lines) == ([("a.txt", "filed")], [])
    for answer in (asked, again):  # as long as it is so
        assert answer.problem.startswith("Files that were read cannot be moved into the folder “done”: ")
    assert (os.listdir(tmp_path / "elsewhere"), (folder / "a.txt").exists()) == ([], True)


def test_folder_that_has_a_problem_is_looked_into_as_often_as_before(moving, folder):
    (folder / "done").write_text("no folder")
    for _time in range(3):
        ask(moving)

    polling = Polling.objects.get()
    assert (polling.failures, round((polling.next_at - polling.asked_at).total_seconds() / 60)) == (3, 15)


def test_folder_with_a_path_too_long_for_its_files_is_a_failure(economy, tmp_path, settings):
    settings.WIRE_FOLDERS = str(tmp_path)
    deep = os.open(tmp_path, os.O_RDONLY)
    path = tmp_path
    while len(os.fsencode(path)) < 3900:
        os.mkdir("d" * 180, dir_fd=deep)
        deeper = os.open("d" * 180, os.O_RDONLY, dir_fd=deep)
        os.close(deep)
        deep, path = deeper, path / ("d" * 180)
    os.close(os.open("f" * 200 + ".txt", os.O_CREAT | os.O_WRONLY, dir_fd=deep))
    os.close(deep)

    with pytest.raises(folders.NoFolder, match="The folder cannot be looked into: File name too long"):
        folders.waiting(Source(), path)


def test_names_that_are_written_alike_keep_no_other_back(agency, folder, monkeypatch):
    monkeypatch.setattr(folders, "SETTLED_SECONDS", 3600)
    for name in (b"\xe7.txt", b"\\xe7.txt"):
        os.close(os.open(os.path.join(os.fsencode(folder), name), os.O_CREAT | os.O_WRONLY))
    put(folder, "b.txt")

    ask(agency)

    assert sorted(SourceFile.objects.values_list("name", flat=True)) == ["\\xe7.txt", "b.txt"]


def test_files_are_noted_in_as_many_queries_whatever_their_number(agency, folder, django_assert_num_queries):
    for number in range(3):
        put(folder, f"{number}.txt")
    few = folders.waiting(agency, folder)
    many = [replace(few[0], name=f"{number}.txt") for number in range(300)]

    with django_assert_num_queries(2):
        folders.remember(agency, few, are_read=False)
        folders.remember(agency, many, are_read=True)

    assert (SourceFile.objects.count(), SourceFile.objects.filter(is_read=False).count()) == (300, 0)
