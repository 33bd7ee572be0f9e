import json
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from threading import Barrier, Thread
from urllib.parse import quote
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from articles import desk, publishing, timed
from articles.history import broken_rows
from articles.models import Article, Membership, Publication, TimedChange, Transition
from articles.rights import Role
from newsroom.wire.models import Source, WireItem
from tests.factories import make_author, make_section, make_topic, make_user, move_time_on

ROOT = Path(__file__).parents[4]
SAMPLES = ROOT / "tests" / "samples" / "wire_text"
DATELINE = "Sat 04 Jan 2025 7:12 pm - Jerusalem Time"
FERRIES = "Ferry operators and port authority agree winter timetable"
FERRIES_AR = "شركات العبّارات وسلطة الميناء تتفق على جدول الشتاء"
READ_AS_1256 = "The file does not say its character set; judged by its letters it was read as windows-1256."
FOLD = "01:30 on 26 October 2025 came twice in Asia/Jerusalem, the clocks went back; the first was taken."
WEEKDAY = "The dateline says Monday, but 18 November 2025 is a Tuesday; the date was kept."
UNREADABLE = (
    'Line 2: "Sometime last week" is not a dateline. One looks like "Sat 04 Jan 2025 7:12 pm - Jerusalem Time" and '
    "stands on line 1, 2 or 3 of the story. Correct it and import the file again."
)


@dataclass(frozen=True)
class Ran:
    """What a run left: exit code, both outputs, the report."""

    code: int
    out: str
    err: str
    report: dict

    @property
    def outcomes(self):
        return {Path(record["path"]).name: record["outcome"] for record in self.report["records"]}

    @property
    def reasons(self):
        return {Path(record["path"]).name: record["reason"] for record in self.report["records"]}


@pytest.fixture
def import_stories(tmp_path):
    """Runs the command. Whatever it refuses, it refuses with a sentence and an exit code."""
    report = tmp_path / "report.json"

    def ran(*arguments):
        report.unlink(missing_ok=True)
        out, err, code = StringIO(), StringIO(), 0
        try:
            call_command("import_stories", *map(str, arguments), report=report, stdout=out, stderr=err)
        except SystemExit as ending:
            code = ending.code
        except CommandError as refusal:
            code = refusal.returncode
            err.write(str(refusal))
        return Ran(code, out.getvalue(), err.getvalue(), json.loads(report.read_text()) if report.exists() else {})

    return ran


@pytest.fixture
def desk_names(db):
    """Sections, an author and topics as the samples need them."""
    return {
        "economy": make_section("economy", names={"en": "Economy", "ar": "الاقتصاد"}, aliases=["اقتصاد"]),
        "views": make_section("views", names={"en": "Views"}, aliases=["opinions"]),
        "world": make_section("world"),
        "salma": make_author("salma", names={"en": "Salma N."}, aliases=["Salma Nasser"]),
        "libraries": make_topic("libraries"),
    }


@pytest.fixture
def chief(db):
    return make_user(Role.CHIEF, username="chief")


@pytest.fixture
def folder(tmp_path):
    """Writes stories into a folder of their own and returns it."""

    def written(**texts):
        place = tmp_path / "in"
        place.mkdir(exist_ok=True)
        for stem, text in texts.items():
            (place / f"{stem}.txt").write_text(text, encoding="utf-8")
        return place

    return written


def story(headline="Ferries agree", *, section="ECONOMY", dateline=DATELINE, body="The boats go out again."):
    return "\n".join(filter(None, (section, dateline, headline, body.format(headline=headline)))) + "\n"


def dated(moment):
    """A dateline of the newsroom for an instant."""
    return f"{moment.astimezone(ZoneInfo('Asia/Jerusalem')):%d %b %Y %H:%M} - Jerusalem Time"


def rows():
    """How many rows each table has."""
    return {model._meta.label: model.objects.count() for model in apps.get_models(include_auto_created=True)}


def counts(**others):
    return dict.fromkeys(("filed", "updated", "unchanged", "duplicate", "skipped", "failed"), 0) | others


# --- The samples ----------------------------------------------------------------------------------------


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
    assert first.out == "1 records: 0 filed, 0 updated, 0 unchanged, 0 duplicate, 0 skipped, 1 failed.\n"
    item = WireItem.objects.get()
    assert (item.status, item.path, item.line, item.reason) == ("failed", str(path), 2, UNREADABLE)
    assert item.source_text == path.read_text().rstrip("\n")
    assert Article.objects.count() == 0


FOLDER = {
    "README.md": ("skipped", "A folder contributes its .txt files; name this one to read it."),
    "bad-dateline.txt": ("failed", UNREADABLE),
    "clock-change-fold.txt": ("filed", FOLD),
    "ferry-timetable.ar.txt": ("filed", ""),
    "ferry-timetable.ar.windows-1256.txt": (
        "duplicate",
        f"Same headline and dateline as {SAMPLES / 'ferry-timetable.ar.txt'}. {READ_AS_1256}",
    ),
    "ferry-timetable.en.txt": ("filed", f"Same story as “{FERRIES}”?"),
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


# --- Running again --------------------------------------------------------------------------------------


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

    sentence = "The text has changed, but the desk has the story in hand: nothing was overwritten."
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

    assert again.reasons == {"a.txt": "Same story as “Ferries agree”?"}
    assert (again.out.splitlines()[0], Article.objects.count()) == (
        f"{folder() / 'a.txt'}, record 1: filed. Same story as “Ferries agree”?",
        2,
    )


# --- Options --------------------------------------------------------------------------------------------


def test_section_of_the_run_is_every_storys(import_stories, desk_names, folder):
    import_stories(folder(a=story(), b=story("Buses return", section="")), "--section", "world")

    assert {article.section.slug for article in Article.objects.all()} == {"world"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("map.json", '{"sections": {"Harbour news": "world"}, "authors": {"S Nour": "salma"}}'),
        ("map.toml", '[sections]\n"Harbour news" = "world"\n[authors]\n"S Nour" = "salma"\n'),
    ],
)
def test_mapping_leads_labels_to_slugs(import_stories, desk_names, folder, tmp_path, name, text):
    (tmp_path / name).write_text(text)
    place = folder(a=story(section="HARBOUR news", body="By S Nour\nThe boats go out again."))

    assert import_stories(place, "--map", tmp_path / name).code == 0
    article = Article.objects.get()
    assert (article.section.slug, article.bylines.get().author.slug) == ("world", "salma")


def test_flat_mapping_is_of_sections(import_stories, desk_names, folder, tmp_path):
    (tmp_path / "map.json").write_text('{"Economy": "world"}')

    import_stories(folder(a=story()), "--map", tmp_path / "map.json")

    assert Article.objects.get().section.slug == "world"


def test_time_zone_of_the_run_wins_over_the_label(import_stories, desk_names, folder):
    import_stories(folder(a=story()), "--timezone", "America/New_York")

    assert Article.objects.get().published_at_source == datetime(2025, 1, 5, 0, 12, tzinfo=UTC)


def test_label_of_an_unknown_zone_fails_and_names_the_option(import_stories, desk_names, folder):
    place = folder(a=story(dateline="Sat 04 Jan 2025 7:12 pm - Hebron Time"))

    ran = import_stories(place)

    assert ran.code == 2
    assert "Name the zone with --timezone, for example --timezone Asia/Hebron." in ran.reasons["a.txt"]
    assert import_stories(place, "--timezone", "Asia/Hebron").code == 0


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--section", "sport"], "There is no section “sport”. There are: economy, views, world."),
        (["--timezone", "Mars/Base"], "There is no time zone “Mars/Base”. Use a name such as Asia/Jerusalem."),
        (["--user", "nobody"], "There is no active user “nobody”."),
        (["--user", "mona"], "“mona” does not work at the desk: give them a membership first."),
        (["--user", "admin"], "“admin” does not work at the desk: give them a membership first."),
        (["--user", "gone"], "There is no active user “gone”."),
        (["--user", "rami", "--publish"], "“rami” may not publish imports: that is a chief's. Leave --publish out"),
        (["--publish"], "The source “Wire” may not publish. Let a chief mark it as one that may, name a chief with"),
        (["--source", "Lapsed Wire", "--publish"], "The source “Lapsed Wire” may not publish."),
        (["--map", "nowhere.json"], "The mapping file nowhere.json cannot be read: No such file or directory."),
        (["--source", " \u200b"], "Say with --source whose stories these are."),
        (["--source", "W" * 201], "The name of a source has at most 200 characters; this one has 201."),
    ],
)
def test_wrong_option_ends_before_anything_is_filed(import_stories, desk_names, folder, options, sentence):
    make_user(Role.MODERATOR, username="mona")
    make_user(username="admin", is_superuser=True)
    make_user(Role.CHIEF, username="gone", is_active=False)
    make_user(Role.EDITOR, username="rami")
    Source.objects.create(name="Lapsed Wire", trusted_by=make_user(Role.EDITOR))
    before = rows()

    ran = import_stories(folder(a=story()), *options)

    assert (ran.code, ran.err[: len(sentence)], ran.out, ran.report) == (2, sentence, "", {})
    assert rows() == before


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "is neither JSON nor TOML"),
        ('{"sections": ["world"]}', "should hold labels and slugs"),
        ('{"Harbour": "harbour"}', "The mapping leads to a section that does not exist: harbour. Create it first."),
        ('{"authors": {"S": "s-n"}}', "The mapping leads to a author that does not exist: s-n. Create it first."),
    ],
)
def test_wrong_mapping_ends_before_anything_is_filed(import_stories, desk_names, folder, tmp_path, text, sentence):
    (tmp_path / "map.json").write_text(text)
    before = rows()

    ran = import_stories(folder(a=story()), "--map", tmp_path / "map.json")

    assert (ran.code, sentence in ran.err, rows()) == (2, True, before)


def test_report_into_no_folder_ends_before_anything_is_filed(desk_names, folder, tmp_path):
    with pytest.raises(CommandError) as refused:
        call_command("import_stories", str(folder(a=story())), report=tmp_path / "nowhere" / "report.json")

    assert (refused.value.returncode, Article.objects.count()) == (2, 0)
    assert str(refused.value) == f"There is no folder {tmp_path / 'nowhere'} to write the report to."


def test_new_source_is_named_and_stored_once(import_stories, desk_names, folder):
    first = import_stories(folder(a=story()), "--source", "  Coastal\tWire ")
    again = import_stories(folder(a=story()), "--source", "Coastal Wire")

    assert first.err == "New source “Coastal Wire”: it may file stories, not publish them.\n"
    assert again.err == ""
    assert [source.name for source in Source.objects.all()] == ["Coastal Wire"]
    assert Article.objects.get().source == "Coastal Wire"


def test_source_gives_its_credit_line(import_stories, desk_names, folder):
    Source.objects.create(name="Coastal Wire", credit_line="© Coastal Wire")

    import_stories(folder(a=story()), "--source", "Coastal Wire")

    article = Article.objects.get()
    assert (article.source, article.credit_line) == ("Coastal Wire", "© Coastal Wire")


def test_reporter_files_the_own_section_and_other_records_fail(import_stories, desk_names, folder):
    make_user(Role.REPORTER, desk_names["world"], username="rami")
    place = folder(a=story(), b=story("Buses return", section="World"), c=story("Rain", section=""))

    ran = import_stories(place, "--user", "rami")

    assert (ran.code, ran.outcomes) == (1, {"a.txt": "failed", "b.txt": "filed", "c.txt": "filed"})
    assert ran.reasons["a.txt"] == "You do not work for the section “Economy”."
    assert set(Article.objects.values_list("headline", "desk_state")) == {
        ("Buses return", "incoming"),
        ("Rain", "incoming"),
    }


# --- Publishing -----------------------------------------------------------------------------------------


def test_trusted_source_publishes_what_is_ready(import_stories, desk_names, chief):
    Source.objects.create(name="Wire", trusted_by=chief)

    ran = import_stories(SAMPLES, "--publish")

    assert (ran.code, ran.report["counts"]) == (1, counts(filed=5, duplicate=2, skipped=1, failed=1))
    assert ran.reasons["night-buses-no-section.txt"] == "Not published: The story is not ready: It has no section."
    assert set(Publication.objects.live().values_list("path", "first_published_at")) == {
        (
            "/economy/2025/10/26/ferry-operators-and-port-authority-agree-winter-timetable/",
            datetime(2025, 10, 25, 22, 30, tzinfo=UTC),
        ),
        (
            "/economy/2025/11/18/ferry-operators-and-port-authority-agree-winter-timetable/",
            datetime(2025, 11, 18, 4, 40, tzinfo=UTC),
        ),
        (
            "/ar/economy/2025/11/18/شركات-العبارات-وسلطة-الميناء-تتفق-على-جدول-الشتاء/",
            datetime(2025, 11, 18, 4, 40, tzinfo=UTC),
        ),
        ("/views/2025/05/30/a-library-is-a-promise/", datetime(2025, 5, 29, 21, 0, tzinfo=UTC)),
    }
    assert list(Article.objects.filter(desk_state="incoming").values_list("section", flat=True)) == [None]
    assert ProcrastinateJob.objects.count() == 0
    assert list(broken_rows()) == []


def test_publishing_again_changes_nothing(import_stories, desk_names, chief):
    import_stories(SAMPLES, "--publish", "--user", "chief")
    before = rows()

    again = import_stories(SAMPLES, "--publish", "--user", "chief")

    assert again.report["counts"] == counts(unchanged=5, duplicate=2, skipped=1, failed=1)
    assert rows() == before


def test_chief_publishes_todays_news_and_people_are_told(import_stories, desk_names, chief, folder):
    place = folder(a=story(dateline=dated(timezone.now() - timedelta(hours=1))))

    ran = import_stories(place, "--publish", "--user", "chief")

    assert (ran.code, Publication.objects.get().status, Transition.objects.get().actor) == (0, "live", chief)
    assert [job.task_name for job in ProcrastinateJob.objects.all()] == ["newsroom.desk.jobs.after_move"]


def test_chief_of_one_section_publishes_there_alone(import_stories, desk_names, folder):
    make_user(Role.CHIEF, desk_names["world"], username="nour")
    Membership.objects.create(user=Membership.objects.get().user, role=Role.REPORTER)
    place = folder(a=story(), b=story("Buses return", section="World"))

    ran = import_stories(place, "--publish", "--user", "nour")

    assert ran.outcomes == {"a.txt": "filed", "b.txt": "filed"}
    assert ran.reasons["a.txt"].startswith("Not published: You may not do this")
    assert [publication.headline for publication in Publication.objects.all()] == ["Buses return"]


def test_story_of_tomorrow_is_scheduled_and_runs(import_stories, desk_names, chief, folder):
    at = (timezone.now() + timedelta(days=1)).replace(second=0, microsecond=0)
    place = folder(a=story(dateline=dated(at)))

    ran = import_stories(place, "--publish", "--user", "chief")

    change = TimedChange.objects.get()
    assert ran.reasons["a.txt"] == f"Scheduled for its own time: {at:%Y-%m-%dT%H:%M} UTC."
    assert (change.run_at, change.scheduled_by, Publication.objects.count()) == (at, chief, 0)

    move_time_on(change)
    timed.run_due()

    assert Publication.objects.get().status == "live"


def test_embargoed_story_stays_incoming(import_stories, desk_names, chief, folder):
    source = Source.objects.create(name="Wire", trusted_by=chief)
    import_stories(folder(a=story()))
    desk.set_embargo(Article.objects.get(), by=source.rights)

    ran = import_stories(folder(), "--publish")

    assert (ran.code, ran.report["counts"]) == (0, counts(unchanged=1))
    assert ran.reasons["a.txt"] == "Not published: It is embargoed until somebody lifts the embargo."
    assert Publication.objects.count() == 0


def test_retracted_story_is_not_published_again(import_stories, desk_names, chief, folder):
    import_stories(folder(a=story()), "--publish", "--user", "chief")
    publishing.retract(Article.objects.get(), by=chief, text="It was wrong.")

    again = import_stories(folder(a=story(body="The boats stay in.")), "--publish", "--user", "chief")

    assert again.report["counts"] == counts(skipped=1)
    assert Publication.objects.get().status == "retracted"


# --- Dry and strict runs --------------------------------------------------------------------------------


@pytest.mark.parametrize("options", [[], ["--publish", "--user", "chief"]])
def test_dry_run_keeps_nothing_at_all(import_stories, desk_names, chief, options):
    before = rows()

    ran = import_stories(SAMPLES, "--dry-run", *options)

    assert (ran.code, ran.report["counts"]) == (1, counts(filed=5, duplicate=2, skipped=1, failed=1))
    assert {record["article"] for record in ran.report["records"]} == {None}
    assert ran.out.endswith("A dry run: nothing was kept.\n")
    assert rows() == before


def test_dry_run_does_not_change_a_story_that_is_there(import_stories, desk_names, folder):
    import_stories(folder(a=story()))
    before = list(Article.objects.values()), list(WireItem.objects.values())

    ran = import_stories(folder(a=story(body="The boats stay in.")), "--dry-run")

    assert ran.report["counts"] == counts(updated=1)
    assert (list(Article.objects.values()), list(WireItem.objects.values())) == before


def test_strict_run_stops_at_the_first_failure(import_stories, desk_names, folder):
    place = folder(a=story(), b=story(dateline="Sometime"), c=story("Buses return"), d=story(dateline="Sometime"))

    ran = import_stories(place, "--strict")

    assert (ran.code, ran.outcomes) == (1, {"a.txt": "filed", "b.txt": "failed"})
    assert [article.headline for article in Article.objects.all()] == ["Ferries agree"]


def test_strict_run_whose_first_record_fails_ends_with_1(import_stories, desk_names, folder):
    ran = import_stories(folder(a=story(dateline="Sometime"), b=story()), "--strict")

    assert (ran.code, ran.outcomes, Article.objects.count()) == (1, {"a.txt": "failed"}, 0)


def test_strict_run_without_a_failure_is_any_run(import_stories, desk_names, folder):
    assert import_stories(folder(a=story(), b=story("Buses return")), "--strict").code == 0


# --- Files that are no stories --------------------------------------------------------------------------


def test_missing_file_fails_and_the_others_are_filed(import_stories, desk_names, folder):
    ran = import_stories(folder(a=story()) / "a.txt", folder() / "b.txt")

    assert (ran.code, ran.outcomes) == (1, {"a.txt": "filed", "b.txt": "failed"})
    assert f"{folder() / 'b.txt'}: failed. There is no such file.\n" in ran.err


def test_missing_file_alone_stores_nothing(import_stories, db, tmp_path):
    before = rows()

    ran = import_stories(tmp_path / "nowhere.txt")

    assert (ran.code, ran.report["counts"], rows()) == (2, counts(failed=1), before)


def test_empty_folder_is_said_to_be_empty(import_stories, db, folder):
    ran = import_stories(folder())

    assert (ran.code, ran.report) == (2, {"counts": counts(), "records": []})
    assert ran.err.endswith("No file was found there.\n")


@pytest.mark.parametrize(
    ("payload", "sentence"),
    [
        (b"", "The file is empty: there is no story in it."),
        (b"\xef\xbb\xbf \r\n\t\n", "The file is empty: there is no story in it."),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 20, "The file holds a NUL byte at byte 8: "),
        (bytes(range(1, 256)) * 20, "The file is not UTF-8"),
        (b"{\\rtf1 Ferries agree}", "Line 1: "),
    ],
)
def test_file_without_a_story_fails_and_the_others_are_filed(import_stories, desk_names, folder, payload, sentence):
    (folder(a=story()) / "b.txt").write_bytes(payload)

    ran = import_stories(folder())

    assert (ran.code, ran.outcomes) == (1, {"a.txt": "filed", "b.txt": "failed"})
    assert ran.reasons["b.txt"][: len(sentence)] == sentence
    assert WireItem.objects.get(status="failed").reason == ran.reasons["b.txt"]


def test_file_of_six_megabytes_is_refused(import_stories, desk_names, folder):
    (folder(a=story()) / "b.txt").write_text(story() + "More of it. " * 500_000)

    ran = import_stories(folder())

    assert (ran.code, ran.outcomes) == (1, {"a.txt": "filed", "b.txt": "failed"})
    assert re.fullmatch(r"The file has 60\d{5} bytes; wire text has at most 5000000\.", ran.reasons["b.txt"])


def test_file_with_brackets_in_its_name_is_itself(import_stories, desk_names, folder):
    place = folder(**{"story[1]": story(), "story1": story("Buses return")})

    assert import_stories(place / "story[1].txt").outcomes == {"story[1].txt": "filed"}
    assert Article.objects.get().headline == "Ferries agree"


# --- Whole processes ------------------------------------------------------------------------------------


def processes_environment():
    """Where a process of its own finds the test database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database()")
        [name] = cursor.fetchone()
    user, host = connection.settings_dict["USER"], quote(str(connection.settings_dict["HOST"]), safe="")
    url = f"postgresql://{user}@/{host}/{name}?host={host}&dbname={name}"
    return os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings", "DEMO": "1"}


def command(*arguments):
    return [sys.executable, "manage.py", "import_stories", *map(str, arguments)]


def run_process(*arguments, **streams):
    streams = streams or {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.run(command(*arguments), cwd=ROOT, env=processes_environment(), text=True, **streams)


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_file_each_story_once(tmp_path):
    make_section("economy")
    place = tmp_path / "in"
    place.mkdir()
    for number in range(12):
        (place / f"{number:02}.txt").write_text(story(f"Ferries agree on {number}", body="{headline}: they go."))
    start, reports = Barrier(3), [tmp_path / f"report{number}.json" for number in range(3)]

    def run(report):
        start.wait()
        try:
            call_command("import_stories", str(place), report=report, stdout=StringIO(), stderr=StringIO())
        finally:
            connection.close()

    threads = [Thread(target=run, args=[report]) for report in reports]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    found = [json.loads(report.read_text())["counts"] for report in reports]
    assert (Article.objects.count(), WireItem.objects.count(), Source.objects.count()) == (12, 12, 1)
    assert sum(count["filed"] for count in found) == 12
    assert sum(count["unchanged"] for count in found) == 24


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_run_that_was_killed_ends_like_one_that_was_not(tmp_path):
    make_section("economy")
    make_user(Role.CHIEF, username="chief")
    place = tmp_path / "in"
    place.mkdir()
    for number in range(200):
        text = story(f"Ferries agree on {number}", body=f"Boat {number} of {number * 7} goes to {{headline}}.")
        (place / f"{number:03}.txt").write_text(text)
    options = (place, "--publish", "--user", "chief", "--report", tmp_path / "report.json")

    for enough in (20, 80):
        running = subprocess.Popen(command(*options), cwd=ROOT, env=processes_environment(), stderr=subprocess.DEVNULL)
        while running.poll() is None and Publication.objects.count() < enough:
            time.sleep(0.02)
        running.send_signal(signal.SIGKILL)
        assert running.wait() == -signal.SIGKILL
    kept = Publication.objects.count()
    assert run_process(*options).returncode == 0

    report = json.loads((tmp_path / "report.json").read_text())["counts"]
    assert 80 <= kept < 200
    assert report["filed"] + report["unchanged"] == 200
    assert report["unchanged"] >= kept
    assert (Article.objects.count(), WireItem.objects.count(), Publication.objects.live().count()) == (200, 200, 200)
    assert Transition.objects.count() == 200
    assert list(broken_rows()) == []


@pytest.mark.django_db(transaction=True)
def test_progress_is_shown_on_a_terminal_alone(tmp_path):
    (tmp_path / "a.txt").write_text(story())
    ours, theirs = pty.openpty()

    ran = run_process(tmp_path / "a.txt", stdout=subprocess.PIPE, stderr=theirs)
    os.close(theirs)
    shown = os.read(ours, 10_000).decode()
    os.close(ours)

    assert ran.returncode == 0
    assert re.search(r"\r1 records, 0 failed, \d+/s ", shown)
    assert ran.stdout == "1 records: 1 filed, 0 updated, 0 unchanged, 0 duplicate, 0 skipped, 0 failed.\n"
    quiet = run_process(tmp_path / "a.txt")
    assert (quiet.returncode, quiet.stderr) == (0, "")


@pytest.mark.django_db(transaction=True)
def test_process_ends_with_the_exit_code(tmp_path):
    shutil.copytree(SAMPLES, tmp_path / "in")
    folder = tmp_path / "in"

    ended = [
        run_process(),
        run_process(folder, "--format", "newsml"),
        run_process(folder),
        run_process(folder / "bad-dateline.txt"),
        run_process(folder / "*.ar.txt"),
        run_process(folder, "--section", "nowhere"),
    ]

    assert [run.returncode for run in ended] == [2, 2, 1, 2, 0, 2]
    assert ended[-1].stderr == "CommandError: There is no section “nowhere”. There are: none yet.\n"
    assert "Traceback" not in "".join(run.stderr for run in ended)
