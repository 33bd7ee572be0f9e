from datetime import UTC, datetime, timedelta

from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from articles import desk, publishing, timed
from articles.history import broken_rows
from articles.models import Article, Membership, Publication, Section, TimedChange, Transition
from articles.rights import Role
from newsroom.wire.models import Source
from tests.factories import make_user, move_time_on
from tests.newsroom.moving.management.imports import SAMPLES, counts, dated, rows, story


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


def test_chief_publishes_an_archive_in_an_empty_newsroom_with_its_sections(import_stories, chief, folder):
    place, before = folder(a=story(), b=story("Buses return", section="Sport")), rows()

    assert import_stories(place, "--dry-run", "--create-sections", "--user", "chief").code == 0
    assert rows() == before

    ran = import_stories(place, "--publish", "--user", "chief", "--create-sections")

    assert (ran.code, ran.report["counts"]) == (0, counts(filed=2))
    assert "Made: section “ECONOMY”, section “Sport” (2)." in ran.out
    assert set(Publication.objects.live().values_list("section__slug", flat=True)) == {"economy", "sport"}
    refused = import_stories(place, "--create-sections", "--user", "chief", "--section", "sport")
    assert refused.err == "--section sends every story to one section: leave it or --create-sections out."
    Source.objects.update(section=Section.objects.get(slug="sport"))
    refused = import_stories(place, "--create-sections", "--user", "chief")
    assert refused.err.endswith("go to “Sport”: leave --create-sections out.")
