from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import desk
from articles.models import Article
from articles.phrases import moment
from articles.rights import Role
from newsroom.desk.incoming.listing import A_PAGE
from newsroom.wire.models import Source, WireItem
from newsroom.wire.stories import Embargo, Standing
from tests.browsers import browser
from tests.factories import make_section, make_user
from tests.newsroom.desk.incoming.newer import CAME
from tests.newsroom.wire.filed import file

pytestmark = pytest.mark.django_db
LIST = "/admin/wire/incoming/"


@pytest.fixture
def person(wire):
    return make_user(Role.EDITOR, username="nadia")


@pytest.fixture
def reporter(wire):
    return make_user(Role.REPORTER, make_section("economy"), username="rami")


def arrive(source, name, **changes):
    """A story of its own words."""
    body = "".join(f"<p>{name} {place} {name * 2} {place * 7} said {name}</p>" for place in range(12))
    file(source, replace(CAME, external_id=name, headline=name, **{"body": body} | changes), path=f"{name}.txt")
    return WireItem.objects.get(source=source, external_id=name)


def headlines(person, query=""):
    stories = browser(person).get(f"{LIST}{query}").context["stories"]
    return [story.headline for story in stories]


def test_newest_come_first_and_what_the_desk_has_is_not_listed(wire, person, reporter):
    first, _second, third = (arrive(wire, name) for name in ("Ferry", "Harbour", "Lighthouse"))
    desk.take(first.article, by=reporter)

    assert headlines(person) == ["Lighthouse", "Harbour"]
    assert browser(reporter).get(f"{LIST}{third.pk}/").status_code == 200


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?language=en", ["Plain", "Pictured", "Withheld", "Embargoed", "Sport"]),
        ("?language=ar", []),
        ("?since=hour", ["Plain", "Pictured", "Withheld", "Embargoed"]),
        ("?since=week", ["Plain", "Pictured", "Withheld", "Embargoed", "Sport"]),
        ("?standing=withheld", ["Withheld"]),
        ("?embargoed=yes", ["Embargoed"]),
        ("?picture=yes", ["Pictured"]),
        ("?q=plain", ["Plain"]),
        ("?q=plain&standing=withheld", []),
        ("?section={sport}", ["Sport"]),
        ("?source={other}", ["Plain"]),
        ("?source={wire}&embargoed=yes&since=day", ["Embargoed"]),
    ],
)
def test_list_is_narrowed(wire, person, query, found):
    sport, other = make_section("sport"), Source.objects.create(name="Hill Wire")
    old = arrive(wire, "Sport", section_label="Sport")
    Article.objects.filter(pk=old.article_id).update(created_at=timezone.now() - timedelta(days=2))
    arrive(wire, "Embargoed", embargo=Embargo(timezone.now() + timedelta(days=1)))
    arrive(wire, "Withheld", standing=Standing.WITHHELD)
    pictured = arrive(wire, "Pictured")
    Article.objects.filter(pk=pictured.article_id).update(body='<figure data-picture="1"></figure><p>See.</p>')
    arrive(other, "Plain")

    asked = query.format(sport=sport.pk, other=other.pk, wire=wire.pk)

    assert headlines(person, asked) == found


@pytest.mark.parametrize(
    "query",
    ["?show=x", "?source=x", "?source=01", "?standing=usable", "?since=ever", "?after=x", "?after=1-", "?spiked=x"],
)
def test_what_names_nothing_is_not_there(person, query):
    assert browser(person).get(f"{LIST}{query}").status_code == 404


def test_headline_stands_as_its_language_reads_and_language_has_its_name(wire, person):
    item = arrive(wire, "قارب", language="ar")

    pages = [browser(person).get(address).content.decode() for address in (LIST, f"{LIST}{item.pk}/")]

    assert '<h2 lang="ar" dir="rtl"><a' in pages[0]
    assert '<h1 class="incoming-head" lang="ar" dir="rtl">' in pages[1]
    assert ["· Arabic</p>" in page for page in pages] == [True, True]


def test_facts_are_words(wire, person):
    arrive(wire, "Embargoed", embargo=Embargo(), standing=Standing.WITHHELD)

    page = browser(person).get(LIST).content.decode()

    assert "Withheld by its source" in page
    assert "Embargo: until somebody lifts it" in page
    assert "Blocked: nothing of it is published" in page


def test_pages_follow_each_other_without_gap_or_overlap(wire, person):
    for number in range(A_PAGE + 3):
        arrive(wire, f"Story{number:02}")
    moment = timezone.now()
    Article.objects.filter(headline__lt="Story20").update(created_at=moment)  # at one moment

    found, address = [], LIST
    while address:
        page = browser(person).get(address)
        found += [story.headline for story in page.context["stories"]]
        address = f"{LIST}?{page.context['next']}" if page.context["next"] else ""

    assert len(found) == len(set(found)) == A_PAGE + 3


def test_same_story_of_several_sources_is_one_row(wire, person):
    others = [Source.objects.create(name=name) for name in ("Hill Wire", "Port Wire")]
    first = arrive(wire, "Ferry")
    body = first.article.body
    for source in others:
        arrive(source, f"Boat of {source}", body=body)
    arrive(wire, "Harbour")

    page = browser(person).get(LIST)

    stories = page.context["stories"]
    assert [story.headline for story in stories] == ["Harbour", "Ferry"]
    assert [other.headline for other in stories[1].folded] == ["Boat of Hill Wire", "Boat of Port Wire"]
    assert headlines(person, f"?source={others[1].pk}") == ["Boat of Port Wire"]


def test_copies_of_what_the_desk_has_are_rows_that_say_so(wire, person, reporter):
    first = arrive(wire, "Ferry")
    arrive(Source.objects.create(name="Hill Wire"), "Boat", body=first.article.body)
    desk.take(first.article, by=reporter)

    page = browser(person).get(LIST)

    assert [(story.headline, story.row.like) for story in page.context["stories"]] == [("Boat", first.article)]
    assert "rami has it" in page.content.decode()


def test_story_of_another_section_that_is_like_one_is_not_named(wire, reporter):
    first = arrive(wire, "Ferry", section_label="Sport")
    make_section("sport")
    chief = make_user(Role.CHIEF)
    arrive(Source.objects.create(name="Hill Wire"), "Boat", body=first.article.body)
    Article.objects.filter(pk=first.article_id).update(section=make_section("sport"))
    desk.take(Article.objects.get(pk=first.article_id), by=chief)

    page = browser(reporter).get(LIST)

    assert [(story.headline, story.row.like) for story in page.context["stories"]] == [("Boat", None)]
    assert ">Ferry</bdi>" not in page.content.decode()


def test_taking_makes_the_story_theirs_and_leads_back_to_the_list(wire, reporter):
    item = arrive(wire, "Ferry")

    answer = browser(reporter).post(f"{LIST}{item.pk}/take/?language=en", {"following": "7"})

    article = Article.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"{LIST}?language=en#item-7")
    assert (article.desk_state, article.assignee) == ("draft", reporter)


def test_taking_may_lead_to_the_form(wire, reporter):
    item = arrive(wire, "Ferry")

    answer = browser(reporter).post(f"{LIST}{item.pk}/take/", {"then": "form"})

    assert answer["Location"] == f"/admin/articles/article/{item.article_id}/change/"


def test_story_that_somebody_else_has_taken_is_refused(wire, reporter, person):
    item = arrive(wire, "Ferry")
    desk.take(item.article, by=person)

    answer = browser(reporter).post(f"{LIST}{item.pk}/take/")

    assert (answer.status_code, Article.objects.get().assignee) == (409, person)


def test_spike_and_the_way_back(wire, person):
    item = arrive(wire, "Ferry")
    desk_of = browser(person)

    answer = desk_of.post(f"{LIST}{item.pk}/spike/?q=ferry")
    page = desk_of.get(answer["Location"])

    assert (Article.objects.get().desk_state, page.context["stories"]) == ("spiked", [])
    assert page.context["spiked"] == item
    back = desk_of.post(f"{LIST}{item.pk}/unspike/?q=ferry", {"following": str(item.pk)})
    assert back["Location"] == f"{LIST}?q=ferry#item-{item.pk}"
    assert headlines(person) == ["Ferry"]


def test_reporter_puts_nothing_on_the_spike(wire, reporter):
    item = arrive(wire, "Ferry")
    desk_of = browser(reporter)

    assert f"{item.pk}/spike/" not in desk_of.get(LIST).content.decode()
    assert desk_of.post(f"{LIST}{item.pk}/spike/").status_code == 403
    assert Article.objects.get().desk_state == "incoming"


def test_story_is_read_before_it_is_taken(wire, person):
    item = arrive(wire, "Ferry", desk_note="Eds: call us.", standfirst="Talks took a week.")

    page = browser(person).get(f"{LIST}{item.pk}/").content.decode()

    assert "Talks took a week." in page
    assert "Eds: call us." in page
    assert "<p>Ferry 1 FerryFerry 7 said Ferry</p>" in page


def test_story_says_until_when_it_was_embargoed(wire, person):
    item = arrive(wire, "Ferry", embargo=Embargo(datetime(2025, 1, 4, 10, tzinfo=UTC)))

    page = browser(person).get(f"{LIST}{item.pk}/")

    assert f"<dt>Embargo</dt><dd>until {moment(item.article.embargo_until)}</dd>" in page.content.decode()
    assert not page.context["story"].facts


def test_other_tabs_list_what_is_no_story(wire, person):
    WireItem.objects.create(
        source=wire, format="wire_text", external_id="f", status="failed", number=3, path="a.txt", reason="No dateline."
    )
    file(wire, replace(CAME, external_id="k", standing=Standing.CANCELED, desk_note="Wrong."))

    page = browser(person).get(f"{LIST}?show=failed")
    awaited = browser(person).get(f"{LIST}?show=awaited")

    assert [(line.name, line.said) for line in page.context["lines"]] == [("a.txt (3)", "No dateline.")]
    assert awaited.context["lines"][0].said.endswith("Wrong.\nIt means: k")
    assert [count for _name, _label, count, _query in page.context["tabs"]] == [0, 0, 1, 1]


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("query", ["", "?q=said", "?q=said&picture=&section=&since=day"])
def test_list_takes_few_queries(wire, person, reporter, number, query, django_assert_max_num_queries):
    for place in range(number):
        first = arrive(wire, f"Ferry{place}")
        arrive(Source.objects.create(name=f"Wire {place}"), f"Boat{place}", body=first.article.body)
        taken = arrive(wire, f"Harbour{place}")
        arrive(Source.objects.create(name=f"Press {place}"), f"Port{place}", body=taken.article.body)
        desk.take(taken.article, by=reporter)
    desk_of = browser(person)
    desk_of.get(LIST)

    with django_assert_max_num_queries(12):
        page = desk_of.get(f"{LIST}{query}")

    assert len(page.context["stories"]) == 2 * number


def test_order_comes_from_an_index(wire, person):
    """However many there are, no more are read than are shown: nothing is sorted."""
    arrive(wire, "Ferry")
    with CaptureQueriesContext(connection) as asked:
        browser(person).get(LIST)
    (keys,) = [query["sql"] for query in asked if "ORDER BY" in query["sql"] and "LIMIT 31" in query["sql"]]

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
        cursor.execute(f"EXPLAIN {keys}")
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert ("article_incoming" in plan, "Sort" in plan) == (True, False)


def test_pages_are_for_the_desk(wire):
    item = arrive(wire, "Ferry")
    moderator = make_user(Role.MODERATOR)

    assert browser(moderator).get(LIST).status_code == 403
    assert browser(moderator).get(f"{LIST}{item.pk}/").status_code == 403
    assert Client().get(LIST).status_code == 302
