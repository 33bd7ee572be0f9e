"""Sources that are folders on the server."""

import os

import pytest

from articles.models import Article
from newsroom.wire.models import Source, SourceFile, SourceKind, WireItem
from newsroom.wire.polling import ask, folders, try_out

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


@pytest.mark.slow
def test_name_in_any_charset_is_a_name(agency, folder):
    with open(os.path.join(os.fsencode(folder), b"\xe7.txt"), "w") as file:
        file.write(TEXT.format(headline="Ferries agree"))

    assert outcomes(ask(agency)) == [("\\xe7.txt", "filed")]
    assert SourceFile.objects.get().is_read


@pytest.mark.slow
def test_many_files_are_read_in_turns(agency, folder, monkeypatch):
    monkeypatch.setattr("newsroom.wire.polling.running.MOST_FILES", 2)
    for number in range(3):
        put(folder, f"{number}.txt", f"Ferry {number}")

    asked = [ask(agency) for _time in range(2)]

    assert [len(each.lines) for each in asked] == [2, 1]
    assert [each.is_unfinished for each in asked] == [True, False]


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
