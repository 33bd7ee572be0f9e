"""Who reads which report, of which period, and what is refused."""

import re

import pytest
from django.utils import timezone

from articles.models import Publication
from articles.rights import Role
from newsroom.desk.reports.views import KINDS
from tests.factories import make_article, make_section, make_user

from .conftest import NOON, figures, filled, sections

pytestmark = pytest.mark.django_db
REPORTS = "/admin/reports/"
PAGES = [REPORTS, *(f"{REPORTS}{name}/" for name in KINDS)]


def out(at=NOON, **extra):
    article = make_article("published", "live", **extra)
    Publication.objects.filter(article=article).update(first_published_at=at)
    return article


@pytest.mark.parametrize("address", PAGES)
def test_reports_are_open_to_editors_chiefs_and_administrators_alone(
    client, reporter, editor, chief, administrator, moderator, address
):
    statuses = {}
    for user in (reporter, editor, chief, administrator, moderator):
        client.force_login(user)
        statuses[user.username] = client.get(address).status_code

    assert statuses == {"reporter": 403, "editor": 200, "chief": 200, "administrator": 200, "moderator": 403}


@pytest.mark.parametrize("address", PAGES)
def test_reports_are_read_alone_and_kept_nowhere(client, editor, address):
    client.force_login(editor)

    assert client.post(address).status_code == 405
    assert client.get(address)["Cache-Control"] == "private, no-store"


def test_links_lead_only_to_what_is_open(client, reporter, editor, moderator):
    found = {}
    for user in (reporter, editor, moderator):
        client.force_login(user)
        found[user.username] = [link.address for link in client.get("/admin/").context["desk_links"]]

    assert ["/admin/budget/" in found[name] for name in ("reporter", "editor", "moderator")] == [True, True, False]
    assert [REPORTS in found[name] for name in ("reporter", "editor", "moderator")] == [False, True, False]


@pytest.mark.parametrize("name", ["nothing", "Stories", "..", "stories%00"])
def test_report_that_there_is_not_is_not_found(client, editor, name):
    client.force_login(editor)

    assert client.get(f"{REPORTS}{name}/").status_code == 404


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"from": "yesterday"}, "This is not a day. Write it like 2025-01-04."),
        ({"to": "2025-02-30"}, "This is not a day. Write it like 2025-01-04."),
        ({"to": "0001-01-05"}, "This is not a day. Write it like 2025-01-04."),
        ({"from": "9999-12-31"}, "This is not a day. Write it like 2025-01-04."),
        ({"from": "\x00"}, "This is not a day. Write it like 2025-01-04."),
        ({"from": "2025-03-02", "to": "2025-03-01"}, "The period ends before it begins."),
        ({"from": "2024-01-01", "to": "2025-01-01"}, "A report covers at most 366 days."),
        ({"section": "nowhere"}, "There is no such section here."),
        ({"section": "\x00"}, "There is no such section here."),
        ({"section": "sport"}, "There is no such section here."),
    ],
)
@pytest.mark.parametrize("address", [REPORTS, f"{REPORTS}stories/"])
def test_period_or_section_that_is_none_is_refused_with_a_sentence(
    client, editor, other_section, address, asked, sentence
):
    client.force_login(editor)

    response = client.get(address, asked)

    assert response.status_code == 400
    assert sentence in response.content.decode()


@pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 30, "\x00"])
def test_page_of_a_list_that_there_is_not_is_the_nearest_one(report_of, editor, page):
    assert report_of(editor, "overrides", page=page).status_code == 200


def test_period_without_days_is_the_last_thirty(client, editor):
    client.force_login(editor)

    scope = client.get(REPORTS).context["scope"]

    assert (scope.days, scope.last) == (30, timezone.localdate())


def test_year_is_told_by_months_and_half_a_year_by_weeks(report_of, editor):
    counts = []
    for first in ("2024-04-01", "2024-11-01", "2025-03-01"):
        counts.append(len(report_of(editor, "stories", **{"from": first}).context["report"].charts[0].table.rows))

    assert counts == [12, 22, 31]


def test_stories_are_counted_by_day_and_section(report_of, section, other_section, administrator):
    out(), out(), out(section=other_section)
    out(at=timezone.now())

    response = report_of(administrator, "stories")

    assert figures(response) == {"Stories": "3", "A day": "0.1"}
    assert filled(response) == {"4 Mar": ["3"]}
    assert sections(response) == {"World": ["2", "0.1", "67 %"], "Sport": ["1", "0", "33 %"]}


def test_day_of_a_story_is_the_newsrooms(report_of, editor):
    out(at=NOON.replace(hour=21, minute=59))
    out(at=NOON.replace(hour=22))

    assert filled(report_of(editor, "stories")) == {"4 Mar": ["1"], "5 Mar": ["1"]}


def test_editor_is_told_of_their_own_sections_alone(report_of, section, other_section, editor):
    editor.memberships.create(role=Role.REPORTER, section=other_section)
    out(section=make_section("gaza", parent=section)), out(section=other_section)

    response = report_of(editor, "stories")

    assert sections(response) == {"World · Gaza": ["1", "0", "100 %"]}
    assert report_of(editor, "stories", section="sport").status_code == 400


def test_section_takes_its_sub_sections_along(report_of, section, other_section):
    chief = make_user(Role.CHIEF)
    out(), out(section=make_section("gaza", parent=section)), out(section=other_section)

    assert figures(report_of(chief, "stories", section="world"))["Stories"] == "2"
    assert figures(report_of(chief, "stories", section="gaza"))["Stories"] == "1"
    assert figures(report_of(chief, "stories"))["Stories"] == "3"


def test_plot_has_a_title_a_description_and_the_same_numbers_as_a_table(report_of, editor):
    out()

    page = report_of(editor, "stories").content.decode()

    assert re.search(r'<svg class="plot"[^>]* role="img" aria-labelledby="stories-title stories-about"', page)
    assert '<title id="stories-title">Stories published</title>' in page
    assert '<desc id="stories-about">In all: 1. Days: 31. The highest bar: 1. ' in page
    assert "style=" not in page
    assert "<title>4 Mar · Stories: 1</title>" in page
    assert '<th scope="row"><bdi>4 Mar</bdi></th><td class="figure">1</td>' in page


def test_plot_runs_from_the_right_where_people_read_from_the_right(client, report_of, editor):
    out()
    first = report_of(editor, "stories").context["report"].charts[0].plot
    client.cookies["newsroom-language"] = "ar"

    mirrored = report_of(editor, "stories").context["report"].charts[0].plot

    assert (first.is_mirrored, mirrored.is_mirrored) == (False, True)
    assert mirrored.bars[0].x > mirrored.width / 2 > first.bars[0].x


@pytest.mark.parametrize(
    ("name", "queries"), [("", 17), ("stories", 7), ("speed", 9), ("corrections", 10), ("overrides", 9), ("timed", 10)]
)
def test_report_takes_as_many_queries_for_three_stories_as_for_one(
    client, editor, everything, django_assert_num_queries, name, queries
):
    client.force_login(editor)
    address = f"{REPORTS}{name}/" if name else REPORTS
    everything()
    client.get(address)
    with django_assert_num_queries(queries):
        client.get(address)
    everything(), everything()

    with django_assert_num_queries(queries):
        client.get(address)
