from datetime import timedelta

import pytest
from django.utils import timezone

from articles import desk, desk_search
from articles.admin import story_list
from articles.admin.article import ArticleAdmin
from articles.models import Article
from tests.factories import make_article, make_section

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/article/"


@pytest.fixture
def listed(signed_in):
    """Headlines of a page of the list, with the list itself."""

    def of(user, query=""):
        changelist = signed_in(user).get(f"{LIST}?{query}").context["cl"]
        return [story.headline for story in changelist.result_list], changelist

    return of


@pytest.fixture
def five(chief, monkeypatch):
    """Five stories, the newest first, on pages of two, counted as far as three."""
    monkeypatch.setattr(story_list, "MOST_COUNTED", 3)
    monkeypatch.setattr(ArticleAdmin, "list_per_page", 2)
    stories = [make_article(headline=f"Story {number}") for number in range(5)]
    for age, story in enumerate(stories):
        Article.objects.filter(pk=story.pk).update(changed_at=timezone.now() - timedelta(hours=age))
    return stories


def test_every_page_is_reached_though_not_all_stories_are_counted(listed, chief, five):
    pages = [listed(chief, f"p={number}") for number in (1, 2, 3)]

    assert [headlines for headlines, _changelist in pages] == [
        ["Story 0", "Story 1"],
        ["Story 2", "Story 3"],
        ["Story 4"],
    ]
    counts = [(changelist.result_count, changelist.more_than) for _headlines, changelist in pages]
    assert counts == [(3, 3), (5, 0), (5, 0)]


def test_list_says_that_there_are_more_than_it_counts(signed_in, chief, five):
    browser = signed_in(chief)

    assert b"More than 3 articles" in browser.get(LIST).content
    assert b"Select all 3" not in browser.get(LIST).content
    assert b"5 articles" in browser.get(f"{LIST}?p=3").content


def test_search_for_what_many_stories_say_goes_on_page_by_page(listed, chief, five, monkeypatch):
    monkeypatch.setattr(desk_search, "FEW", 2)
    make_article(headline="Story")

    pages = [listed(chief, f"q=story&p={number}") for number in (1, 2, 3)]
    ordered = listed(chief, "q=story&o=1")[0]

    assert [headlines for headlines, _changelist in pages] == [
        ["Story", "Story 0"],
        ["Story 1", "Story 2"],
        ["Story 3", "Story 4"],
    ]
    counts = [(changelist.result_count, changelist.more_than) for _headlines, changelist in pages]
    assert counts == [(3, 2), (5, 4), (6, 0)]
    assert ordered == ["Story", "Story 0"]


def test_page_that_is_not_there_leads_to_the_list(signed_in, chief, five):
    for page in ("4", "0", "-1", "9" * 30):
        for query in ("", "&q=story"):
            assert signed_in(chief).get(f"{LIST}?p={page}{query}")["Location"] == f"{LIST}?e=1"


def test_pages_keep_the_order_that_was_chosen(listed, chief, five):
    found = [listed(chief, f"o=-1&p={number}")[0] for number in (1, 2, 3)]

    assert found == [["Story 4", "Story 3"], ["Story 2", "Story 1"], ["Story 0"]]


def test_what_a_search_names_comes_first_and_only_once(listed, chief, five):
    make_article(headline="More of story 3")

    found, changelist = listed(chief, "q=story+3")
    by_number = listed(chief, f"q={five[2].pk}")
    ordered = listed(chief, "q=story+3&o=1")

    assert (found, changelist.result_count) == (["Story 3", "More of story 3"], 2)
    assert by_number[0][:1] == ["Story 2"]
    assert ordered[0] == ["More of story 3", "Story 3"]


def test_count_and_search_leave_out_what_may_not_be_seen(listed, reporter, other_section):
    make_article(headline="Ferry back on time", section=make_section("world"))
    make_article(headline="Ferry final score", section=other_section)

    for query in ("", "q=ferry", "q=final", "q=-time", 'q="final+score"', "q=section:sport", "in=sport"):
        headlines, changelist = listed(reporter, query)
        assert set(headlines) <= {"Ferry back on time"}
        assert changelist.result_count == len(headlines)


def test_number_of_a_hidden_story_finds_nothing(listed, reporter, other_section):
    hidden = make_article(section=other_section)

    assert [listed(reporter, f"q={hidden.pk}")[0], listed(reporter, f"q=%23{hidden.pk}")[0]] == [[], []]


def test_stories_of_sub_sections_are_seen_with_the_section(listed, reporter, section):
    make_article(section=make_section("world-asia", parent=section), headline="From the coast")

    assert listed(reporter)[0] == ["From the coast"]


@pytest.mark.parametrize(
    "query",
    ["q=created_by%3Ax", "q=author__password:a", "state=draft&q=%27", "due=never", "assignee=x", "changed=1&way=2"],
)
def test_odd_questions_get_an_answer(signed_in, chief, query):
    make_article()

    assert signed_in(chief).get(f"{LIST}?{query}").status_code == 200


def test_spike_offers_the_way_back_to_whoever_may(signed_in, editor, reporter2):
    article = make_article("spiked", headline="Back <again>")
    button = f'formaction="{LIST}{article.pk}/move/unspike/"'

    pages = [signed_in(user).get(f"{LIST}?state=spiked").content.decode() for user in (editor, reporter2)]

    assert [button in page for page in pages] == [True, False]
    assert "Unspike: Back &lt;again&gt;" in pages[0]
    assert button not in signed_in(editor).get(LIST).content.decode()


def test_spiked_story_comes_back_in_a_click_with_all_it_had(signed_in, editor, reporter):
    article = make_article(by=reporter, headline="Bridge closed", body="<p>Since Monday.</p>")
    before = article.slug
    desk.spike(article, by=editor)

    button = {"back_to": "spiked"}
    answer = signed_in(editor).post(f"{LIST}{article.pk}/move/unspike/", {"action": "", "select_across": "0", **button})

    assert answer["Location"] == f"{LIST}?state=spiked"
    article.refresh_from_db()
    assert (article.desk_state, article.slug, article.body) == ("draft", before, "<p>Since Monday.</p>")
    assert article.revisions.count() == 1


@pytest.mark.parametrize("back_to", [None, "", "//elsewhere.example", "spiked&x=1", "none"])
def test_move_leads_to_the_story_unless_a_list_asked_for_it(signed_in, editor, back_to):
    article = make_article("spiked")
    sent = {} if back_to is None else {"back_to": back_to}

    answer = signed_in(editor).post(f"{LIST}{article.pk}/move/unspike/", sent)

    assert answer["Location"] == f"{LIST}{article.pk}/change/"


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("query", ["", "q=story", "state=spiked", "for=waiting", "due=by_tonight", "stale=yes"])
def test_every_list_takes_the_same_queries(signed_in, chief, django_assert_max_num_queries, rows, query):
    for number in range(rows):
        make_article(headline=f"Story {number}")
        make_article("spiked", headline=f"Spiked story {number}")
    browser = signed_in(chief)
    browser.get(LIST)

    with django_assert_max_num_queries(12):
        browser.get(f"{LIST}?{query}")
