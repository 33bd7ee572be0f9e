from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article
from articles.rights import Role
from newsroom.wire.models import Source, WireItem
from tests.factories import make_user
from tests.newsroom.moving.management.imports import SAMPLES, counts, rows, story


def test_section_of_the_run_is_every_storys(import_stories, desk_names, folder):
    import_stories(folder(a=story(), b=story("Buses return", section="")), "--section", "world")

    assert {article.section.slug for article in Article.objects.all()} == {"world"}


def test_section_of_the_source_is_that_of_its_imports_unless_the_run_names_one(import_stories, desk_names, folder):
    Source.objects.create(name="Harbour News", section=desk_names["views"])
    import_stories(folder(a=story()), "--source", "Harbour News")
    import_stories(folder(a=story("Buses return")), "--source", "Harbour News", "--section", "world")

    found = {article.headline: article.section.slug for article in Article.objects.all()}
    assert (len(found), found["Buses return"], set(found.values())) == (2, "world", {"views", "world"})


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
        ('{"Harbour": "harbour"}', "The mapping leads to sections that are not here: harbour. Create them first."),
        ('{"authors": {"S": "s-n"}}', "The mapping leads to authors that are not here: s-n. Create them first."),
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


@pytest.mark.parametrize("option", ["--report", "--rejected"])
def test_file_that_cannot_be_written_is_told_before_anything_is_filed(desk_names, folder, tmp_path, option):
    place = folder(a=story())
    mapping = tmp_path / "map.json"
    mapping.write_text("{}")

    def refusal(target, *options):
        with pytest.raises(CommandError) as refused:
            call_command("import_stories", str(place / "a.txt"), option, str(target), *map(str, options))
        return refused.value.returncode, str(refused.value)

    assert refusal(tmp_path) == (2, f"{option} names a folder, {tmp_path}: name a file in it.")
    assert refusal(mapping, "--map", mapping) == (2, f"{option} names the mapping file: name another one.")
    taken = f"{option} names a file that is to be imported: name another one."
    assert refusal(place / "." / "a.txt") == (2, taken)
    both = refusal(tmp_path / "x", "--report", tmp_path / "x", "--rejected", tmp_path / "x")
    assert both == (2, "--rejected names the file of --report: name another one.")
    assert (Article.objects.count(), mapping.read_text()) == (0, "{}")


def test_source_is_not_new_where_nothing_was_read(import_stories, desk_names, tmp_path):
    missing = tmp_path / "missing.txt"

    assert import_stories(missing, "--source", "Coastal Wire").err == f"{missing}: failed. There is no such file.\n"


def test_new_source_is_named_and_stored_once(import_stories, desk_names, folder):
    first = import_stories(folder(a=story()), "--source", "  Coastal\tWire ")
    again = import_stories(folder(a=story()), "--source", "Coastal Wire")

    assert first.err == "New source “Coastal Wire”: it may file stories, not publish them.\n"
    assert again.err == ""
    assert [source.name for source in Source.objects.all()] == ["Coastal Wire"]
    assert Article.objects.get().source == "Coastal Wire"


def test_source_is_known_however_its_capitals_are_typed(import_stories, desk_names, folder):
    import_stories(folder(a=story()), "--source", "Coastal Wire")

    ran = import_stories(folder(a=story()), "--source", "coastal wire")

    assert (ran.report["counts"], ran.err) == (counts(unchanged=1), "")
    assert Source.objects.get().name == "Coastal Wire"


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
    assert ran.reasons["a.txt"] == "“rami” does not work for the section “Economy”."
    assert set(Article.objects.values_list("headline", "desk_state")) == {
        ("Buses return", "incoming"),
        ("Rain", "incoming"),
    }


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
    assert ran.err.endswith("Stopped at the first failure, as --strict asks.\n")


def test_strict_run_whose_first_record_fails_ends_with_1(import_stories, desk_names, folder):
    ran = import_stories(folder(a=story(dateline="Sometime"), b=story()), "--strict")

    assert (ran.code, ran.outcomes, Article.objects.count()) == (1, {"a.txt": "failed"}, 0)


def test_strict_run_without_a_failure_is_any_run(import_stories, desk_names, folder):
    assert import_stories(folder(a=story(), b=story("Buses return")), "--strict").code == 0


def test_columns_of_a_table_are_named_by_the_run(import_stories, desk_names, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Schlagzeile,Stoff,Tag\nFerries agree,Boats go.,2025-01-04T19:12:00Z\n")

    ran = import_stories(path, "--columns", "headline=Schlagzeile", "body=Stoff", "published_at=Tag")

    article = Article.objects.get()
    assert (ran.code, article.headline, article.body) == (0, "Ferries agree", "<p>Boats go.</p>")


@pytest.mark.parametrize("pair", ["headline", "headline=", "colour=Tag"])
def test_columns_that_mean_nothing_end_before_anything_is_filed(import_stories, desk_names, folder, pair):
    ran = import_stories(folder(a=story()), "--columns", pair)

    assert (ran.code, Article.objects.count()) == (2, 0)
    assert "--columns takes pairs such as headline=Subject" in ran.err
