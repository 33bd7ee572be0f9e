from datetime import UTC, datetime
from pathlib import Path

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from articles import desk
from articles.models import Article, Publication, Transition
from articles.rights import Role
from newsroom.moving.files import FOLDER_SUFFIXES
from newsroom.wire.models import WireItem
from tests.factories import make_user
from tests.newsroom.moving.management.imports import SAMPLES, counts, rows, story

FERRIES = "Ferry operators and port authority agree winter timetable"
FERRIES_AR = "شركات العبّارات وسلطة الميناء تتفق على جدول الشتاء"
READ_AS_1256 = "The file does not say its character set; judged by its letters it was read as windows-1256."
FOLD = "01:30 on 26 October 2025 came twice in Asia/Jerusalem, the clocks went back; the first was taken."
WEEKDAY = "The dateline says Monday, but 18 November 2025 is a Tuesday; the date was kept."
UNREADABLE = (
    'Line 2: "Sometime last week" is not a dateline. One looks like "Sat 04 Jan 2025 7:12 pm - Jerusalem Time" and '
    "stands on line 1, 2 or 3 of the story. Correct it and import the file again."
)


@pytest.mark.parametrize(
    ("name", "headline", "at", "language", "section", "label", "paragraphs", "warning"),
    [
        ("ferry-timetable.en", FERRIES, (2025, 11, 18, 4, 40), "en", "economy", "ECONOMY", 8, ""),
        ("ferry-timetable.ar", FERRIES_AR, (2025, 11, 18, 4, 40), "ar", "economy", "اقتصاد", 5, ""),
        (
            *("ferry-timetable.ar.windows-1256", FERRIES_AR, (2025, 11, 18, 4, 40)),
            *("ar", "economy", "اقتصاد", 5, READ_AS_1256),
        ),
        (
            *("library-opinion-byline-tags", "A library is a promise", (2025, 5, 29, 21, 0)),
            *("en", "views", "OPINIONS", 2, "No topic is called: councils."),
        ),
        (
            *("night-buses-no-section", "Night buses return to the eastern districts", (2025, 10, 12, 20, 5)),
            *("en", None, "", 3, ""),
        ),
        ("clock-change-fold", FERRIES, (2025, 10, 25, 22, 30), "en", "economy", "ECONOMY", 8, FOLD),
        ("wrong-weekday", FERRIES, (2025, 11, 18, 4, 40), "en", "economy", "ECONOMY", 8, WEEKDAY),
    ],
)
def test_sample_lands_as_incoming(
    import_stories, desk_names, name, headline, at, language, section, label, paragraphs, warning
):
    path = SAMPLES / f"{name}.txt"

    ran = import_stories(path)

    article = Article.objects.get()
    assert ran.report == {
        "counts": counts(filed=1),
        "records": [{"path": str(path), "number": 1, "outcome": "filed", "reason": warning, "article": article.pk}],
    }
    assert (ran.code, article.desk_state, article.headline) == (0, "incoming", headline)
    assert (article.published_at_source, article.language) == (datetime(*at, tzinfo=UTC), language)
    assert (article.section and article.section.slug, article.section_label) == (section, label)
    assert article.body.count("<p>") == article.body.count("</p>") == paragraphs
    assert (article.source, article.credit_line, article.dateline_place) == ("Wire", "", "")
    item = WireItem.objects.get()
    assert (item.reason, item.language, item.published_at) == (warning, language, article.published_at_source)
    assert (Transition.objects.count(), Publication.objects.count()) == (0, 0)


def test_sample_with_byline_and_tags_finds_author_and_topic(import_stories, desk_names):
    import_stories(SAMPLES / "library-opinion-byline-tags.txt")

    article = Article.objects.get()
    assert list(article.bylines.values_list("author__slug", "name", "role")) == [("salma", "", "by")]
    assert list(article.topics.values_list("slug", flat=True)) == ["libraries"]


def test_sample_with_byline_keeps_the_name_as_printed_where_nobody_has_it(import_stories, db):
    import_stories(SAMPLES / "library-opinion-byline-tags.txt")

    article = Article.objects.get()
    assert list(article.bylines.values_list("author", "name", "role")) == [(None, "Salma Nasser", "by")]
    assert (article.section, article.section_label, article.topics.count()) == (None, "OPINIONS", 0)


def test_sample_with_an_unreadable_dateline_is_left_where_an_editor_finds_it(import_stories, desk_names):
    path = SAMPLES / "bad-dateline.txt"

    first = import_stories(path)
    import_stories(path)

    assert (first.code, first.report["counts"]) == (2, counts(failed=1))
    assert first.err == (
        f"New source “Wire”: it may file stories, not publish them.\n{path}, record 1: failed. {UNREADABLE}\n"
    )
    assert first.out == "1 record: 0 filed, 0 updated, 0 unchanged, 0 duplicate, 0 skipped, 1 failed.\n"
    item = WireItem.objects.get()
    assert (item.status, item.path, item.line, item.reason) == ("failed", str(path), 2, UNREADABLE)
    assert item.source_text == path.read_text().rstrip("\n")
    assert Article.objects.count() == 0


KINDS = ", ".join(sorted(FOLDER_SUFFIXES))
NO_FOLDER = f"Of a folder, files of these kinds are read: {KINDS}. Name this one to read it."
FOLDER = {
    "README.md": ("skipped", NO_FOLDER),
    "bad-dateline.txt": ("failed", UNREADABLE),
    "clock-change-fold.txt": ("filed", FOLD),
    "ferry-timetable.ar.txt": ("filed", ""),
    "ferry-timetable.ar.windows-1256.txt": (
        "duplicate",
        f"Same headline and dateline as {SAMPLES / 'ferry-timetable.ar.txt'}. {READ_AS_1256}",
    ),
    "ferry-timetable.en.txt": ("filed", "Same story as another one?"),
    "library-opinion-byline-tags.txt": ("filed", "No topic is called: councils."),
    "night-buses-no-section.txt": ("filed", ""),
    "wrong-weekday.txt": (
        "duplicate",
        f"Same headline and dateline as {SAMPLES / 'ferry-timetable.en.txt'}. {WEEKDAY}",
    ),
}


def test_folder_of_samples_is_filed_in_sorted_order(import_stories, desk_names):
    ran = import_stories(SAMPLES)

    assert (ran.code, ran.report["counts"]) == (1, counts(filed=5, duplicate=2, skipped=1, failed=1))
    assert [Path(record["path"]).name for record in ran.report["records"]] == list(FOLDER)
    assert {name: (ran.outcomes[name], ran.reasons[name]) for name in FOLDER} == FOLDER
    assert Article.objects.filter(desk_state="incoming").count() == Article.objects.count() == 5


def test_folder_again_changes_nothing(import_stories, desk_names):
    import_stories(SAMPLES)
    before = rows(), list(Article.objects.order_by("pk").values())

    again = import_stories(SAMPLES)

    assert (again.code, again.report["counts"]) == (1, counts(unchanged=5, duplicate=2, skipped=1, failed=1))
    assert (rows(), list(Article.objects.order_by("pk").values())) == before


@pytest.mark.parametrize(
    "paths",
    [
        [SAMPLES / "*.txt"],
        sorted(SAMPLES.glob("*.txt"), reverse=True),
        [SAMPLES / "w*.txt", SAMPLES / "wrong-weekday.txt", SAMPLES],
        [SAMPLES.parent / "*"],
        [SAMPLES.parent / "**" / "*.txt"],
    ],
)
def test_files_folders_and_patterns_in_any_order_do_the_same(import_stories, desk_names, paths):
    ran = import_stories(*paths)

    texts = {name: wanted for name, wanted in FOLDER.items() if name != "README.md"}
    assert {name: (ran.outcomes[name], ran.reasons[name]) for name in texts} == texts


def test_nothing_of_an_import_reaches_readers(import_stories, desk_names, client):
    before = rows()["articles.Edition"]

    import_stories(SAMPLES)

    assert (Publication.objects.count(), rows()["articles.Edition"], ProcrastinateJob.objects.count()) == (0, before, 0)


def test_changed_file_updates_an_untouched_story(import_stories, desk_names, folder):
    first = import_stories(folder(a=story()))

    again = import_stories(folder(a=story(body="The boats stay in.")))

    article = Article.objects.get()
    assert (again.code, again.report["counts"]) == (0, counts(updated=1))
    assert again.report["records"][0]["article"] == first.report["records"][0]["article"] == article.pk
    assert (article.headline, article.body) == ("Ferries agree", "<p>The boats stay in.</p>")


def test_changed_file_does_not_overwrite_the_desk(import_stories, desk_names, folder):
    import_stories(folder(a=story()))
    desk.take(Article.objects.get(), by=make_user(Role.REPORTER))

    again = import_stories(folder(a=story(body="The boats stay in.")))

    sentence = "The desk has the story in hand: the new text waits beside it as a proposed update."
    assert (again.code, again.report["counts"]) == (0, counts(skipped=1))
    assert f"{folder() / 'a.txt'}, record 1: skipped. {sentence}\n" in again.out
    assert Article.objects.get().body == "<p>The boats go out again.</p>"


def test_file_that_was_mended_is_filed(import_stories, desk_names, folder):
    assert import_stories(folder(a=story(dateline="Sometime last week"))).code == 2

    assert import_stories(folder(a=story())).code == 0
    assert Article.objects.count() == 1


def test_changed_headline_is_filed_and_marked(import_stories, desk_names, folder):
    body = "\n".join(f"Paragraph {number} says that {number} boats go out again." for number in range(9))
    import_stories(folder(a=story(body=body)))

    again = import_stories(folder(a=story("Ferries agree at last", body=body)))

    assert again.reasons == {"a.txt": "Same story as another one?"}
    assert (again.out.splitlines()[0], Article.objects.count()) == (
        f"{folder() / 'a.txt'}, record 1: filed. Same story as another one?",
        2,
    )


def test_missing_file_fails_and_the_others_are_filed(import_stories, desk_names, folder):
    ran = import_stories(folder(a=story()) / "a.txt", folder() / "b.txt")

    assert (ran.code, ran.outcomes) == (1, {"a.txt": "filed", "b.txt": "failed"})
    assert f"{folder() / 'b.txt'}: failed. There is no such file.\n" in ran.err


def test_missing_file_alone_stores_nothing(import_stories, db, tmp_path):
    before = rows()

    ran = import_stories(tmp_path / "nowhere.txt")

    assert (ran.code, ran.report["counts"], rows()) == (2, counts(failed=1), before)


def test_empty_folder_is_said_to_be_empty(import_stories, db, folder):
    place = folder()

    ran = import_stories(place)

    assert (ran.code, ran.report) == (2, {"counts": counts(), "records": []})
    assert ran.err == f"There is no file in {place}.\n"


@pytest.mark.parametrize(
    ("payload", "sentence"),
    [
        (b"", "The file is empty: there is no story in it."),
        (b"\xef\xbb\xbf \r\n\t\n", "The file is empty: there is no story in it."),
        (b"WORLD\n\x00" + bytes(range(256)) * 20, "The file holds a NUL byte at byte 6: "),
        (b"WORLD\n" + bytes(range(1, 256)) * 20, "The file is not UTF-8"),
        (b"\\rtf1 Ferries agree", "Line 1: "),
    ],
)
def test_file_without_a_story_fails_and_the_others_are_filed(import_stories, desk_names, folder, payload, sentence):
    (folder(a=story()) / "b.txt").write_bytes(payload)

    ran = import_stories(folder())

    assert (ran.code, ran.outcomes) == (1, {"a.txt": "filed", "b.txt": "failed"})
    assert ran.reasons["b.txt"][: len(sentence)] == sentence
    assert WireItem.objects.get(status="failed").reason == ran.reasons["b.txt"]


@pytest.mark.parametrize(
    ("payload", "sentence"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "This is a picture (PNG): no story can be read from it."),
        (b"{\\rtf1 Ferries agree}", "This is a Rich Text document: no story can be read from it."),
        (
            b"<NewsML><NewsItem/></NewsML>",
            "This is NewsML 1, which is not read. Ask the agency for NewsML-G2, NITF or ninjs.",
        ),
    ],
)
def test_file_of_another_kind_is_named_and_nothing_of_it_is_kept(import_stories, desk_names, folder, payload, sentence):
    (folder(a=story()) / "b.txt").write_bytes(payload)

    ran = import_stories(folder())

    assert (ran.code, ran.outcomes) == (1, {"a.txt": "filed", "b.txt": "failed"})
    assert ran.reasons["b.txt"] == sentence
    assert not WireItem.objects.filter(status="failed").exists()


def test_file_of_six_megabytes_is_refused(import_stories, desk_names, folder):
    (folder(a=story()) / "b.txt").write_text(story() + "More of it. " * 500_000)

    ran = import_stories(folder())

    assert (ran.code, ran.outcomes) == (1, {"a.txt": "filed", "b.txt": "failed"})
    assert ran.reasons["b.txt"] == "The file has 5.0 MB; up to 5 MB are read. Split it and import the parts."


def test_file_with_brackets_in_its_name_is_itself(import_stories, desk_names, folder):
    place = folder(**{"story[1]": story(), "story1": story("Buses return")})

    assert import_stories(place / "story[1].txt").outcomes == {"story[1].txt": "filed"}
    assert Article.objects.get().headline == "Ferries agree"


def test_many_stories_say_that_their_words_are_found_later(import_stories, desk_names, tmp_path):
    few, many = tmp_path / "few.csv", tmp_path / "many.csv"
    few.write_text("headline,body\n" + "Mill,Stones turn.\n")
    many.write_text("headline,body\n" + "".join(f"Ferry {number},Boats leave.\n" for number in range(130)))

    assert "when the worker has read it" not in import_stories(few).out
    assert "when the worker has read it" in import_stories(many).out
