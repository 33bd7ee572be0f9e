"""The budget: whose stories, of which day, in which words."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from articles import desk, editing, publishing, timed
from articles.models import Article, Publication
from articles.rights import Role
from tests.factories import make_article, make_author, make_section, make_user

pytestmark = pytest.mark.django_db
BUDGET = "/admin/budget/"
DAY = "2031-05-06"
NOON = datetime(2031, 5, 6, 9, tzinfo=UTC)  # in Jerusalem


def lines(client, user, day=DAY, **asked):
    client.force_login(user)
    desks = client.get(BUDGET, {"day": day, **asked}).context["desks"]
    return {str(desk.section): [line.article.headline for line in desk.lines] for desk in desks}


def line(client, user, day=DAY):
    client.force_login(user)
    return client.get(BUDGET, {"day": day}).context["desks"][0].lines[0]


def table(client, user, day=DAY):
    client.force_login(user)
    response = client.get(f"{BUDGET}csv/", {"day": day})
    return response, list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))


def test_budget_has_what_is_due_scheduled_or_given_to_readers_on_the_day(client, editor):
    make_article(headline="Due", due_at=NOON)
    timed.schedule(make_article("approved", headline="Scheduled"), by=editor, run_at=NOON - timedelta(hours=1))
    make_article(headline="Due another day", due_at=NOON + timedelta(days=1))
    make_article(headline="Never due")
    for headline, field in (("First out", "first_published_at"), ("Updated", "updated_at")):
        article = make_article("published", "live", headline=headline)
        Publication.objects.filter(article=article).update(**{field: NOON + timedelta(hours=2)})
    desk.spike(make_article(headline="Spiked", due_at=NOON), by=editor)

    assert lines(client, editor) == {"World": ["Scheduled", "Due", "First out", "Updated"]}


def test_story_with_several_changes_is_listed_with_that_of_the_day(client, editor):
    story = make_article("approved")
    timed.schedule(story, by=editor, run_at=NOON)
    editing.save(story, by=editor, revision=1, kicker="Later")
    desk.submit(story, by=editor)
    desk.approve(story, by=make_user(Role.EDITOR), revision=2)
    timed.schedule(story, by=editor, run_at=NOON + timedelta(days=1), kind="update")

    scheduled = [line(client, editor, day=day).scheduled.short for day in (DAY, "2031-05-07")]

    assert scheduled == ["12:00", "12:00"]


def test_day_is_the_newsrooms(client, editor):
    midnight = datetime(2031, 5, 5, 21, tzinfo=UTC)
    make_article(headline="First minute", due_at=midnight)
    make_article(headline="Last minute", due_at=midnight + timedelta(hours=24, minutes=-1))
    make_article(headline="Before", due_at=midnight - timedelta(minutes=1))
    make_article(headline="After", due_at=midnight + timedelta(hours=24))

    assert lines(client, editor) == {"World": ["First minute", "Last minute"]}


def test_budget_without_a_day_is_todays(client, editor):
    make_article(headline="Now", due_at=timezone.now())
    client.force_login(editor)

    response = client.get(BUDGET)

    assert [line.article.headline for line in response.context["desks"][0].lines] == ["Now"]
    assert f'value="{timezone.localdate().isoformat()}"' in response.content.decode()


def test_budget_has_only_what_the_person_may_see(client, reporter, other_section):
    make_article(headline="Ours", due_at=NOON)
    make_article(headline="Theirs", due_at=NOON, section=other_section)

    assert lines(client, reporter) == {"World": ["Ours"]}
    assert "Theirs" not in table(client, reporter)[0].content.decode()


def test_desks_follow_the_order_of_the_newsroom(client, section, chief):
    chief.memberships.update(section=None)
    late = make_section("culture", order=9)
    for where in (late, make_section("gaza", parent=section), section, None):
        article = make_article(headline="Story", due_at=NOON)
        Article.objects.filter(pk=article.pk).update(section=where)

    assert list(lines(client, chief)) == ["World", "Gaza", "Culture", "None"]


def test_section_narrows_the_budget_and_takes_its_sub_sections_along(client, section, other_section, chief):
    chief.memberships.update(section=None)
    make_article(headline="Top", due_at=NOON)
    make_article(headline="Sub", due_at=NOON, section=make_section("gaza", parent=section))
    make_article(headline="Other", due_at=NOON, section=other_section)

    assert lines(client, chief, section="world") == {"World": ["Top"], "Gaza": ["Sub"]}
    assert lines(client, chief, section="gaza") == {"Gaza": ["Sub"]}


def test_line_says_who_how_long_and_where_it_stands(client, editor, reporter):
    bylines = [{"author": make_author("rana").pk, "name": "", "role": "by"}]
    body = "<p>Boats go out again, and the harbour is open.</p>"
    article = make_article("approved", body=body, bylines=bylines, due_at=NOON, slug="harbour")
    timed.schedule(article, by=editor, run_at=NOON + timedelta(hours=1))

    found = line(client, editor)

    assert (found.article.slug, found.writer, found.words, found.state) == ("harbour", "Rana", 9, "Approved")
    assert (found.has_art, found.due.short, found.scheduled.short, found.out) == (False, "12:00", "13:00", None)
    desk.assign(article, by=editor, assignee=reporter)
    assert line(client, editor).writer == "reporter"


def test_line_of_another_day_shows_the_day(client, editor):
    article = make_article("approved", due_at=NOON)
    timed.schedule(article, by=editor, run_at=NOON + timedelta(days=1))

    assert line(client, editor).scheduled.short == "7 May"


@pytest.mark.parametrize(
    "day",
    ["tomorrow", "2025-02-30", "2025-13-01", "0001-01-01", "9999-12-31", "2025-01-04T10:00", "-1", "1" * 300, "\x00",
     "2025-01-04'--", "١٢"],
)  # fmt: skip
@pytest.mark.parametrize("address", [BUDGET, f"{BUDGET}csv/"])
def test_day_that_is_none_is_refused_with_a_sentence(client, editor, address, day):
    client.force_login(editor)

    response = client.get(address, {"day": day})

    assert response.status_code == 400
    assert "This is not a day. Write it like 2025-01-04." in response.content.decode()


@pytest.mark.parametrize("slug", ["nowhere", "\x00", "1", "'", "a" * 5000])
def test_section_that_there_is_not_is_refused_with_a_sentence(client, editor, slug):
    client.force_login(editor)

    response = client.get(BUDGET, {"section": slug})

    assert response.status_code == 400
    assert "There is no such section here." in response.content.decode()


@pytest.mark.parametrize("day", ["1900-01-01", "2199-12-31"])
def test_first_and_last_day_that_there_is_can_be_opened(client, editor, day):
    client.force_login(editor)

    assert client.get(BUDGET, {"day": day}).status_code == 200


def test_empty_day_says_what_to_do(client, editor):
    client.force_login(editor)

    assert "Give a story a due time" in client.get(BUDGET, {"day": DAY}).content.decode()


@pytest.mark.parametrize("address", [BUDGET, f"{BUDGET}csv/"])
def test_budget_is_closed_to_moderators_and_read_alone(client, moderator, editor, address):
    client.force_login(moderator)
    refused = client.get(address).status_code
    client.force_login(editor)

    assert (refused, client.get(address).status_code, client.post(address).status_code) == (403, 200, 405)
    assert client.get(address)["Cache-Control"] == "private, no-store"


def test_table_has_the_same_lines_and_no_formulas(client, editor):
    make_article(headline="=1+1", due_at=NOON, slug="harbour")

    response, rows = table(client, editor)

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="budget-{DAY}.csv"'
    assert rows[0][:3] == ["Slug", "Headline", "Language"]
    assert rows[1] == ["harbour", "'=1+1", "en", "World", "Rana Haddad", "12:00", "7", "no", "", "Draft", "", ""]


def test_budget_takes_as_many_queries_for_three_stories_as_for_one(client, section, django_assert_num_queries):
    editor = make_user(Role.EDITOR)
    client.force_login(editor)

    def fill():
        article = make_article("approved", due_at=NOON, section=make_section(parent=section))
        timed.schedule(article, by=editor, run_at=NOON)
        publishing.publish(make_article("approved"), by=editor)

    fill()
    client.get(BUDGET, {"day": DAY})
    with django_assert_num_queries(8):
        client.get(BUDGET, {"day": DAY})
    fill(), fill()

    with django_assert_num_queries(8):
        client.get(BUDGET, {"day": DAY})
